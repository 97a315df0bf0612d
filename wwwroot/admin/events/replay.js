import { t } from "../core/words.js";
import { ask } from "../parts/dialog.js";
import { button, element } from "../parts/elements.js";
import { notice, trouble } from "../parts/notice.js";

/** Has dead letters delivered after all; each is asked for twice. */
export function createReplay(context) {
  const outcome = element("div");

  async function attempt(event, place) {
    if (!(await ask({ title: t("replay.title"), text: t("replay.text"), subject: `${event.id} → ${event.endpoint}`, yes: t("replay.yes") }))) return;
    try {
      await context.api.replay(event.id, event.endpoint);
      place.replaceChildren(t("replay.due"));
      // The button is gone; whoever pressed it goes on from its row.
      place.closest("tr").querySelector("a").focus();
      outcome.replaceChildren(notice("good", t("replay.done")));
    } catch (error) {
      if (!context.refused(error)) outcome.replaceChildren(trouble(error));
    }
  }

  return {
    outcome,
    /** @param {{id: string, endpoint: string}} event */
    cell(event) {
      const place = element("div", {}, button(t("replay.do"), () => attempt(event, place)));
      return place;
    },
  };
}
