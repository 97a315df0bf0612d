import { t } from "../core/words.js";
import { element } from "./elements.js";
import { trouble } from "./notice.js";

/**
 * A place that fills when its data is there; if it does not come, it says why and offers another try.
 * @template T @param {{signal: AbortSignal, refused: (error: Error) => boolean}} context
 * @param {() => Promise<T>} work @param {(data: T) => Node | Node[]} show
 */
export function loading(context, work, show) {
  const place = element("div", { class: "place" });

  async function load() {
    place.setAttribute("aria-busy", "true");
    place.replaceChildren(element("p", { class: "soft", role: "status" }, t("loading")));
    try {
      const data = await work();
      if (!context.signal.aborted) place.replaceChildren(...[show(data)].flat());
    } catch (error) {
      if (context.signal.aborted || context.refused(error)) return;
      place.replaceChildren(trouble(error, load));
    } finally {
      place.removeAttribute("aria-busy");
    }
  }

  load();
  return place;
}
