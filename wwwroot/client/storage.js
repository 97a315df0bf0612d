import { aborted } from "./errors.js";

// A connection that went without a word says nothing at all; the callback, which comes after the last byte, takes up to five seconds for each of five URLs.
const silence = 60_000;

/** Posts a grant's fields in order, and the file last. @type {import("./index.js").Surroundings["post"]} */
export function postForm(grant, file, onProgress, signal) {
  const form = new FormData();
  for (const [name, value] of Object.entries(grant.fields)) form.append(name, value);
  form.append("file", file);
  return send(grant.method, grant.url, form, onProgress, signal);
}

/** Sends to storage. Status 0 means that no answer came. @type {import("./index.js").Send} */
export const send = (method, url, body, onProgress, signal) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  const stop = () => request.abort();
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(stop, silence);
  };
  request.upload.onprogress = ({ loaded, total }) => {
    heard();
    // The form around the file counts too, so the file's own bytes are a share.
    onProgress(total > 0 ? loaded / total : 1);
  };
  request.onloadend = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    if (signal?.aborted) reject(aborted(signal));
    else resolve({ status: request.status, text: request.responseText });
  };
  if (signal?.aborted) return reject(aborted(signal));
  signal?.addEventListener("abort", stop);
  request.open(method, url);
  heard();
  request.send(body);
});
