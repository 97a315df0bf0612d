import { button, element } from "./elements.js";
import * as format from "./format.js";

const words = { queued: "Waiting", signing: "Signing", uploading: "Uploading", confirming: "Asking the gateway to look", done: "Stored", cancelled: "Cancelled" };

/**
 * One file on its way: name, progress, cancel, and in the end what became of it.
 * @param {File} file @param {() => void} onCancel @param {() => void} onRetry
 */
export function createItem(file, onCancel, onRetry) {
  const note = element("span", { class: "note" });
  const bar = /** @type {HTMLProgressElement} */ (element("progress", { max: "1", value: "0", "aria-label": `Progress of ${file.name}` }));
  const buttons = element("div", { class: "buttons" });
  const row = element("li", { class: "item", "data-testid": "item", "data-name": file.name },
    element("span", { class: "name", title: file.name }, file.name), buttons, note, bar);
  const cancel = button("Cancel", "cancel", onCancel);
  const retry = button("Try again", "retry", onRetry);

  function show(status, text) {
    row.dataset.status = status;
    note.textContent = text ?? `${words[status]} · ${format.size(file.size)}`;
    buttons.replaceChildren(...(status === "failed" ? [retry] : status === "done" || status === "cancelled" ? [] : [cancel]));
  }

  show("queued");
  return {
    row,
    show,
    progress(fraction) {
      bar.value = fraction;
      note.textContent = fraction < 1 ? `${Math.floor(fraction * 100)} % of ${format.size(file.size)}` : "Sent. Waiting for the record";
    },
    done(upload) {
      show("done", `Stored · ${format.facts(upload)}`);
    },
    failed(error) {
      show("failed", error.code ? `${error.message} (${error.code})` : error.message);
    },
  };
}
