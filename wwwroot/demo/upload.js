import { Refusal } from "./api.js";

const confirmPauses = [300, 900, 2500];

/**
 * One upload from file to record: sign, post the form straight to storage, and if the callback's answer is lost, confirm. Knows no page.
 * @param {ReturnType<import("./api.js").createApi>} api
 * @param {{post?: typeof postForm, pause?: (milliseconds: number) => Promise<void>}} [parts]
 */
export function createUpload(api, { post = postForm, pause = sleep } = {}) {
  /**
   * @param {File} file
   * @param {{onStep?: (step: string) => void, onProgress?: (fraction: number) => void, signal?: AbortSignal}} [options]
   */
  return async function upload(file, { onStep = () => {}, onProgress = () => {}, signal } = {}) {
    onStep("sign");
    const grant = await api.sign({
      fileName: file.name,
      contentType: /^[^\s;/]+\/[^\s;/]+$/.test(file.type) ? file.type : "application/octet-stream",
      size: file.size,
    });
    try {
      signal?.throwIfAborted();
      onStep("upload");
      const answer = await post(grant, file, onProgress, signal);
      if (answer.status === 200) {
        onStep("record");
        return JSON.parse(answer.text);
      }
      // Anything else that storage refuses is final; 203 and a lost answer mean that the object may well be there.
      if (answer.status >= 400) throw storageRefusal(answer);
      onStep("callback");
      const recorded = await confirm(grant.id, signal);
      onStep("record");
      return recorded;
    } catch (error) {
      // Whoever cancels wants nothing kept: revoke the form.
      if (signal?.aborted) await api.remove(grant.id).catch(() => {});
      throw error;
    }
  };

  async function confirm(id, signal) {
    for (const wait of [0, ...confirmPauses]) {
      await pause(wait);
      signal?.throwIfAborted();
      try {
        return await api.confirm(id);
      } catch (error) {
        const mayComeRight = error instanceof Refusal && (error.code === "object_not_found" || error.status === 503);
        if (!mayComeRight || wait === confirmPauses.at(-1)) throw error;
      }
    }
  }
}

/** Posts the grant's fields in order, then the file. Status 0 means that no answer came. */
export function postForm(grant, file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(grant.fields)) form.append(name, value);
    form.append("file", file);

    const request = new XMLHttpRequest();
    request.open(grant.method, grant.url);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => resolve({ status: 0, text: "" });
    request.onabort = () => reject(signal.reason);
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

function storageRefusal({ status, text }) {
  const part = (name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? "";
  return new Refusal(status, part("Code") || "storage_refused", part("Message") || `Storage answered ${status}.`);
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
