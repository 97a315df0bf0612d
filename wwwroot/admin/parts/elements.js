/**
 * Makes an element. Text goes in as text, never as markup; what is absent (null, false) goes nowhere.
 * @param {string} tag @param {Record<string, string | boolean | null>} [attributes] @param {...(Node | string | null | false | undefined | 0 | "")} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, given] of Object.entries(attributes)) {
    if (given !== null && given !== false) made.setAttribute(name, given === true ? "" : given);
  }
  made.append(...children.filter(Boolean));
  return made;
}

/** A button that does something. @param {string} text @param {() => void} onClick @param {string} [kind] */
export function button(text, onClick, kind = "quiet") {
  const made = element("button", { type: "button", class: kind, dir: "auto" }, text);
  made.addEventListener("click", onClick);
  return made;
}

/** Text that somebody else wrote, whose direction ends where it ends. @param {unknown} text */
export const value = (text) => element("bdi", {}, String(text));

/** A sentence of the gateway, which speaks English. @param {string} text */
export const sentence = (text) => element("bdi", { lang: "en" }, text);

/** Text whose every character counts: keys, targets, bodies. @param {unknown} text */
export const code = (text) => element("code", {}, value(text));

/** @param {string} target @param {...(Node | string)} children */
export const link = (target, ...children) => element("a", { href: target }, ...children);
