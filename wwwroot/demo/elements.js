/**
 * Makes an element. Text goes in as text, never as markup.
 * @param {string} tag @param {Record<string, string>} attributes @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button that does something. @param {string} text @param {string} testId @param {() => void} onClick */
export function button(text, testId, onClick, kind = "quiet") {
  const made = element("button", { type: "button", class: kind, "data-testid": testId }, text);
  made.addEventListener("click", onClick);
  return made;
}

/** @param {string} id */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
