import { checkReadable } from "../checks.js";
import { UploadError, aborted, storageRefusal } from "../errors.js";
import { persist } from "../retry.js";
import { createPartUrls } from "./part-urls.js";

/**
 * Sends the parts of one file that are not there yet. A part is read when it is sent, so a page holds no more of the file than is on its way.
 * @param {File} file
 * @param {import("../index.js").PartOptions & {parallelParts: number}} options
 * @param {ReturnType<typeof import("../gateway.js").createGateway>} gateway
 * @param {import("../index.js").Surroundings & Pick<Required<import("../index.js").Surroundings>, "put">} parts
 */
export function createSender(file, { signal, onProgress, parallelParts }, gateway, parts) {
  /** @param {import("../index.js").BegunUpload} upload @param {number} number */
  const sizeOf = ({ partSize }, number) => Math.min(partSize, file.size - (number - 1) * partSize);

  return {
    /**
     * The sizes of the parts that are there, by number; null if the upload takes no more.
     * @param {import("../index.js").BegunUpload} upload @returns {Promise<Map<number, number> | null>}
     */
    async list({ id }) {
      const sizes = new Map();
      try {
        for (let cursor = "0"; cursor; ) {
          const page = await gateway.ask(id, `/parts?cursor=${cursor}`, {}, signal);
          for (const { number, size } of page.parts) sizes.set(number, size);
          cursor = page.nextCursor;
        }
      } catch (error) {
        if (/** @type {any} */ (error).code === "upload_not_open") return null;
        throw error;
      }
      return sizes;
    },

    /** @param {import("../index.js").BegunUpload} upload @param {Map<number, number>} have */
    async send(upload, have) {
      const missing = Array.from({ length: upload.partCount }, (_, index) => index + 1).filter((number) => have.get(number) !== sizeOf(upload, number));
      const pending = new Set(missing);
      const headers = { "Content-Type": "application/json" };
      const urls = createPartUrls(
        pending, (numbers) => gateway.ask(upload.id, "/parts", { method: "POST", headers, body: JSON.stringify({ numbers }) }, signal), parts.now);
      let sent = file.size - missing.reduce((sum, number) => sum + sizeOf(upload, number), 0);
      /** @type {Map<number, number>} */
      const underWay = new Map();
      // One part that fails for good ends the others' way too.
      const stop = new AbortController();
      const leave = () => stop.abort(signal?.reason);
      const tell = () => onProgress([...underWay.values()].reduce((sum, bytes) => sum + bytes, sent) / file.size);

      /** @param {number} number */
      async function sendPart(number) {
        const start = (number - 1) * upload.partSize;
        const size = sizeOf(upload, number);
        /** @type {unknown} */
        let trouble;
        await persist(async () => {
          const url = await urls.of(number);
          const progress = (/** @type {number} */ fraction) => {
            underWay.set(number, fraction * size);
            tell();
          };
          const answer = await parts.put(url, file.slice(start, start + size), progress, stop.signal);
          trouble = await judge(answer);
          if (!trouble) return;
          underWay.delete(number);
          throw trouble;
        }, (error) => error === trouble, parts, stop.signal);
        pending.delete(number);
        underWay.delete(number);
        sent += size;
        tell();
      }

      /** What may come right at the next attempt; throws what will not. @param {import("../index.js").StorageAnswer} answer */
      async function judge({ status, text }) {
        if (status === 200) return null;
        const refused = storageRefusal({ status, text });
        if (refused.storageCode === "NoSuchUpload") throw new UploadError("upload_not_open", "Storage has the parts no more.", { status, cause: refused });
        // The URL has ended, or the credentials that signed it.
        if (status === 403) urls.forget();
        else if (status === 0) await checkReadable(file);
        else if (refused.code !== "storage_unavailable") throw refused;
        return status === 0 ? new UploadError("network", "The connection to storage was lost.") : refused;
      }

      async function work() {
        for (let number = missing.shift(); number; number = missing.shift()) await sendPart(number);
      }

      if (signal?.aborted) throw aborted(signal);
      signal?.addEventListener("abort", leave);
      try {
        await Promise.all(Array.from({ length: parallelParts }, work));
      } finally {
        stop.abort();
        signal?.removeEventListener("abort", leave);
      }
    },
  };
}
