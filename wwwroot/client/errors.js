/** @typedef {import("./index.js").UploadErrorInfo} Info */

/** Why an upload did not end well; `code` is stable, `message` is for people. */
export class UploadError extends Error {
  /** @param {string} code @param {string} message @param {Info} [info] */
  constructor(code, message, { status, storageCode, limits, retryAfter, cause } = {}) {
    super(message, { cause });
    this.name = "UploadError";
    this.code = code;
    /** HTTP status of the answer, if one came. */
    this.status = status;
    /** OSS's own code, if storage refused. */
    this.storageCode = storageCode;
    /** What the profile would take. */
    this.limits = limits;
    /** Seconds that the gateway asks to wait. */
    this.retryAfter = retryAfter;
  }
}

/** @param {AbortSignal} [signal] */
export function aborted(signal) {
  const cause = signal?.reason;
  const code = cause === "pause" ? "paused" : "aborted";
  return new UploadError(code, `The upload was ${code}.`, { cause });
}

/** A refusal in OSS's words; they are XML, and a parser for four tags would weigh more than this. @param {import("./index.js").StorageAnswer} answer */
export function storageRefusal({ status, text }) {
  const part = (/** @type {string} */ name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  const code = status >= 500 || status === 429 ? "storage_unavailable" : "storage_refused";
  return new UploadError(code, part("Message") ?? `Storage answered ${status}.`, { status, storageCode: part("Code") });
}
