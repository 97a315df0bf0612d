import { createLive } from "./core/live.js";
import { parseRoute } from "./core/routes.js";
import { t } from "./core/words.js";
import { createHeader } from "./header.js";
import { element } from "./parts/elements.js";
import { trouble } from "./parts/notice.js";
import { forbiddenView } from "./sign-in/view.js";
import { views } from "./views.js";

/**
 * The frame around every view: header, the place for the view, and who may see it.
 * @param {{api: ReturnType<import("./core/api.js").createApi>, onSignedOut: (reason: "ended" | null) => void}} options
 */
export function createShell({ api, onSignedOut }) {
  const header = createHeader({ onLanguage: redraw, onSignOut: () => leave(null) });
  const main = element("main", { id: "main", tabindex: "-1" });
  const status = element("p", { class: "visually-hidden", role: "status" });
  document.body.append(header.skip(main), header.root, main, status);

  let user = null;
  let live = null;
  let closing = new AbortController();
  let shown = () => null;
  /** @type {ReturnType<typeof parseRoute> | null} */
  let route = null;

  const say = (text) => (status.textContent = text);

  function show(view) {
    closing.abort();
    closing = new AbortController();
    shown = view;
    main.replaceChildren(view() ?? "");
    const title = main.querySelector("h1")?.textContent;
    document.title = title ? `${title} · ${t("app.name")}` : t("app.name");
    header.draw({ user, view: user && route.view, live });
  }

  function showRoute() {
    if (!user) return;
    const before = route;
    route = parseRoute(location.hash);
    show(() => views[route.view]({ api, live, say, refused, signal: closing.signal }, route));
    // Another search on the same view goes on where its results are.
    const results = before?.view === route.view && before.id === route.id ? main.querySelector("[data-results]") : null;
    (results ?? main.querySelector("h1"))?.focus();
  }

  function redraw() {
    say("");
    show(shown);
  }

  /** Whether an error has been dealt with here: the user is no longer, or never was, welcome. */
  function refused(error) {
    if (!error.needsSignIn) return false;
    if (error.status === 401) leave("ended");
    else forbid(error);
    return true;
  }

  function leave(reason) {
    forget();
    onSignedOut(reason);
    main.querySelector("h1")?.focus();
  }

  function forbid(error) {
    forget();
    show(() => forbiddenView(error, () => leave(null)));
    main.querySelector("h1")?.focus();
  }

  function forget() {
    live?.close();
    live = user = route = null;
  }

  async function open() {
    try {
      user = await api.me();
    } catch (error) {
      if (!refused(error)) show(() => trouble(error, open));
      return;
    }
    live = createLive(api, refused, say);
    showRoute();
  }

  addEventListener("hashchange", showRoute);
  return { open, show };
}
