import { checkLimits, checkReadable, mediaType } from "../checks.js";
import { UploadError, aborted } from "../errors.js";
import { send } from "../storage.js";
import { memory } from "./memory.js";
import { createSender } from "./sender.js";

// Whatever was begun is over, or never was this user's.
const gone = ["upload_not_found", "upload_not_open", "upload_not_stored"];
const incomplete = ["object_not_found", "size_not_allowed"];
const rounds = 3;

/** @type {Pick<Required<import("../index.js").Surroundings>, "put" | "memory">} */
const browser = { put: (...args) => send("PUT", ...args), memory };

/**
 * Uploads a file in parts, a few at a time, and goes on where an earlier attempt on the same file stopped. Null if the gateway takes no parts here.
 * @param {File} file
 * @param {import("../index.js").PartOptions} options
 * @param {ReturnType<typeof import("../gateway.js").createGateway>} gateway
 * @param {import("../index.js").Learned} learned
 * @param {import("../index.js").Surroundings} surroundings
 * @returns {Promise<import("../index.js").Upload | null>}
 */
export async function uploadInParts(file, options, gateway, learned, surroundings) {
  const parts = { ...browser, ...surroundings };
  const { profile, vars, signal, onStep, parallelParts = 4 } = options;
  const sender = createSender(file, { ...options, parallelParts }, gateway, parts);
  const key = fingerprint(file, options);
  /** @type {import("../index.js").BegunUpload | null | undefined} */
  let begun;

  /** @returns {Promise<import("../index.js").BegunUpload | null>} */
  async function begin() {
    checkLimits(file, learned.limits);
    await checkReadable(file);
    onStep("sign");
    const asked = parts.now();
    try {
      const request = { profile, method: "multipart", fileName: file.name, contentType: mediaType(file), size: file.size, vars };
      const grant = /** @type {import("../index.js").Grant} */ (await gateway.sign(request, signal));
      const { id, method, partSize = 0, partCount = 0, expiresIn } = grant;
      if (method === "MULTIPART") return { id, partSize, partCount, ends: asked + expiresIn * 1000 };
      // A gateway that knows no parts has signed a form.
      gateway.revoke(id);
    } catch (error) {
      if (/** @type {any} */ (error).code !== "profile_forbidden") {
        learned.limits = /** @type {any} */ (error).limits ?? learned.limits;
        throw error;
      }
    }
    learned.noParts = true;
    return null;
  }

  /** @param {import("../index.js").BegunUpload} upload @returns {Promise<import("../index.js").Upload>} */
  async function complete({ id }) {
    onStep("confirm");
    const recorded = await gateway.ask(id, "/complete", { method: "POST" }, signal);
    onStep("record");
    return recorded;
  }

  /** @param {import("../index.js").BegunUpload} upload @param {Map<number, number> | null} have sizes of the parts that are there, by number; null if it takes no more */
  async function goOn(upload, have) {
    for (let round = 1; have; round++) {
      onStep("upload");
      await sender.send(upload, have);
      try {
        return await complete(upload);
      } catch (error) {
        // Somebody else's attempt on the same upload may have changed it.
        if (round === rounds || !incomplete.includes(/** @type {any} */ (error).code)) throw error;
      }
      have = await sender.list(upload);
    }
    return complete(upload);
  }

  async function resume() {
    begun = await parts.memory.get(key);
    if (!begun || begun.ends <= parts.now()) return null;
    try {
      return await goOn(begun, await sender.list(begun));
    } catch (error) {
      if (!gone.includes(/** @type {any} */ (error).code)) throw error;
      return null;
    }
  }

  try {
    let recorded = await resume();
    if (!recorded) {
      begun = await begin();
      if (!begun) return null;
      await parts.memory.set(key, begun, parts.now());
      recorded = await goOn(begun, new Map());
    }
    await parts.memory.delete(key);
    return recorded;
  } catch (error) {
    if (signal?.aborted && signal.reason !== "pause" && begun) gateway.revoke(begun.id);
    if (signal?.aborted ? signal.reason !== "pause" : isFinal(error)) await parts.memory.delete(key);
    throw signal?.aborted ? aborted(signal) : error;
  }
}

/** Whether nothing is left to go on with. @param {unknown} error */
const isFinal = (error) => error instanceof UploadError && [...gone, "storage_refused"].includes(error.code);

/**
 * The same file, as far as a page can tell, for the same purpose.
 * @param {File} file @param {import("../index.js").PartOptions} options
 */
const fingerprint = (file, { gateway, profile = "default", vars = {}, resumeKey = "" }) =>
  JSON.stringify([gateway, profile, Object.entries(vars).sort(), resumeKey, file.name, file.size, file.lastModified]);
