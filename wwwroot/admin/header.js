import { href, views } from "./core/routes.js";
import { chooseLanguage, currentLanguage, languages, t, wordFor } from "./core/words.js";
import { button, element, link, value } from "./parts/elements.js";

/** The top of the page. @param {{onLanguage: () => void, onSignOut: () => void}} options */
export function createHeader({ onLanguage, onSignOut }) {
  const root = element("header", { class: "top" });
  const skipLink = element("a", { href: "#main", class: "skip" });
  let listening = new AbortController();

  /** @param {{user: {userId: string} | null, view: string | null, live: ReturnType<import("./core/live.js").createLive> | null}} state */
  function draw({ user, view, live }) {
    listening.abort();
    listening = new AbortController();
    const language = document.activeElement?.closest?.("[data-language]")?.dataset.language;
    document.documentElement.lang = currentLanguage() === "zh" ? "zh-CN" : currentLanguage();
    skipLink.textContent = t("app.skip");
    root.replaceChildren(
      element("p", { class: "brand" }, element("img", { src: "icon.svg", alt: "", width: "26", height: "26" }), t("app.name")),
      user ? navigation(view) : "",
      element("div", { class: "corner" }, live && connection(live), user && account(user), languageSwitch()));
    // Whoever has just switched stays on the switch.
    if (language) root.querySelector(`[data-language=${language}]`).focus();
  }

  const navigation = (view) => element("nav", { "aria-label": t("app.views") }, element("ul", {}, ...views.map((name) =>
    element("li", {}, element("a", { href: href(name), "aria-current": name === view ? "page" : null }, wordFor("view", name))))));

  function connection(live) {
    const shown = element("p", { class: "live" });
    const show = () => {
      shown.dataset.state = live.state;
      shown.textContent = wordFor("live", live.state);
    };
    live.on("state", show, listening.signal);
    show();
    return shown;
  }

  const account = (user) => element("div", { class: "account" },
    element("span", {}, value(user.userId)), button(t("app.signOut"), onSignOut));

  const languageSwitch = () => element("div", { class: "switch", role: "group", "aria-label": t("app.language") }, ...languages.map((name) => {
    const choice = button(wordFor("language", name), () => {
      chooseLanguage(name);
      onLanguage();
    });
    choice.dataset.language = name;
    choice.lang = name;
    choice.setAttribute("aria-pressed", String(name === currentLanguage()));
    return choice;
  }));

  return {
    root,
    draw,
    /** The link past the header. Its target is no route, so it moves the focus itself. @param {HTMLElement} main */
    skip(main) {
      skipLink.addEventListener("click", (event) => {
        event.preventDefault();
        main.focus();
      });
      return skipLink;
    },
  };
}
