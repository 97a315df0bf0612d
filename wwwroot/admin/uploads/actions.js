import { t, wordFor } from "../core/words.js";
import { ask } from "../parts/dialog.js";
import { button, element, sentence } from "../parts/elements.js";
import { notice, trouble } from "../parts/notice.js";

/** What an operator may do with an upload; each is asked for twice. @param {() => Promise<void>} refresh */
export function createActions(context, { id, fileName }, refresh) {
  const outcome = element("div");
  const look = button(t("look.do"), () => attempt(
    { title: t("look.title"), text: t("look.text"), subject: fileName, yes: t("look.yes") },
    async () => lookResult(await context.api.look(id))));
  const remove = button(t("delete.do"), () => attempt(
    { title: t("delete.title"), text: t("delete.text"), subject: fileName, yes: t("delete.yes"), kind: "danger" },
    async () => {
      await context.api.remove(id);
      return notice("good", t("delete.done"));
    }), "danger");

  async function attempt(question, work) {
    if (!(await ask(question))) return;
    try {
      const result = await work();
      await refresh();
      outcome.replaceChildren(result);
    } catch (error) {
      if (!context.refused(error)) outcome.replaceChildren(trouble(error));
    }
  }

  return {
    buttons: [look, remove],
    outcome,
    show(upload) {
      const gone = upload.state === "deleted";
      // A button that is switched off loses the focus to nowhere.
      if (gone && document.activeElement === remove) look.focus();
      remove.disabled = gone;
    },
  };
}

function lookResult({ look, reason }) {
  const kind = { agrees: "good", unavailable: "soft" }[look] ?? "bad";
  return notice(kind, wordFor("look.result", look), reason && element("p", {}, sentence(reason)));
}
