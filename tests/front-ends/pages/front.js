/** What the tests read of a page: shares of progress, uploads that the library says are recorded, and failures; and how a user would try again, or cancel. */
export const front = (window.front = { progress: [], recorded: [], failures: [], retry: () => {}, cancel: () => document.querySelector("button[title='Remove file'], li button").click() });

/** Gateway, token and profile, from the test. */
export const { settings } = window;

/** An input for libraries that bring none. @param {(files: File[]) => void} onFiles */
export function choose(onFiles) {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.addEventListener("change", () => onFiles([...input.files]));
  document.body.append(input);
}

export function root() {
  const element = document.createElement("div");
  document.body.append(element);
  return element;
}

/** Reads a list of files, each with its bar and its end in words. @param {Element} list */
export function watch(list) {
  new MutationObserver(() => {
    front.progress.push(...[...list.querySelectorAll("progress")].map((bar) => bar.value));
    front.recorded = [...list.textContent.matchAll(/stored as (\w+)/g)].map(([, id]) => ({ id }));
  }).observe(list, { subtree: true, childList: true, characterData: true, attributes: true });
}
