import { checkLimits, checkReadable, mediaType } from "./checks.js";
import { UploadError, storageRefusal } from "./errors.js";

/**
 * One file on its way: gives it a form that is good now, and makes of storage's answer the recorded upload, another attempt, or an error.
 * Knows nothing of who posts the form, so that adapters can leave that to their library.
 * @param {File} file
 * @param {{profile?: string, vars?: Record<string, string>, onStep: (step: import("./index.js").Step) => void}} options
 * @param {ReturnType<typeof import("./gateway.js").createGateway>} gateway
 * @param {{limits: import("./index.js").Limits}} learned
 * @param {import("./index.js").Surroundings} parts
 */
export function createTransfer(file, { profile, vars, onStep }, gateway, learned, parts) {
  /** @type {import("./index.js").Grant | null} */
  let grant = null;
  let end = 0;
  /** @type {Error | null} */
  let trouble = null;

  /** @param {boolean} expected @param {AbortSignal} [signal] @returns {Promise<import("./index.js").Upload | null>} */
  async function confirm(expected, signal) {
    onStep("confirm");
    try {
      return await gateway.confirm(/** @type {import("./index.js").Grant} */ (grant).id, expected, signal);
    } catch (error) {
      if (!expected && /** @type {any} */ (error).code === "object_not_found") return null;
      throw error;
    }
  }

  /** @param {import("./index.js").StorageAnswer} answer @param {AbortSignal} [signal] */
  async function judge({ status, text }, signal) {
    const refused = storageRefusal({ status, text });
    if (status === 200) return recordedIn(text) ?? confirm(true, signal);
    // 203: stored, but the callback's answer was lost. The key is this grant's alone, so what exists already is this file.
    if ((status > 200 && status < 300) || refused.storageCode === "FileAlreadyExists") return confirm(true, signal);
    if (status === 403 && /expired/i.test(refused.message + refused.storageCode)) {
      grant = null;
      trouble = refused;
      return null;
    }
    // A file that changes on its way ends in any of the troubles below.
    await checkReadable(file);
    if (status !== 0 && refused.code !== "storage_unavailable") throw refused;
    trouble = status === 0 ? new UploadError("network", "The connection to storage was lost.") : refused;
    return confirm(false, signal);
  }

  return {
    /** Why the form has to be posted again. */
    get trouble() {
      return trouble;
    },

    /** @param {AbortSignal} [signal] @returns {Promise<import("./index.js").Grant>} */
    async form(signal) {
      if (grant && parts.now() < end) return grant;
      checkLimits(file, learned.limits);
      await checkReadable(file);
      onStep("sign");
      const asked = parts.now();
      try {
        grant = /** @type {import("./index.js").Grant} */ (await gateway.sign({ profile, fileName: file.name, contentType: mediaType(file), size: file.size, vars }, signal));
      } catch (error) {
        learned.limits = /** @type {any} */ (error).limits ?? learned.limits;
        throw error;
      }
      end = asked + grant.expiresIn * 1000;
      return grant;
    },

    /** @param {import("./index.js").StorageAnswer} answer @param {AbortSignal} [signal] */
    async settle(answer, signal) {
      const recorded = await judge(answer, signal);
      if (recorded) onStep("record");
      return recorded;
    },

    revoke: () => grant && gateway.revoke(grant.id),
  };
}

/** The callback's answer, if it came through whole. @param {string} text @returns {import("./index.js").Upload | null} */
function recordedIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
