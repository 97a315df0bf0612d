import { checkLimits } from "./checks.js";
import { aborted } from "./errors.js";
import { createGateway } from "./gateway.js";
import { createQueue } from "./queue.js";
import { persist, sleep } from "./retry.js";
import { postForm } from "./storage.js";
import { createTransfer } from "./transfer.js";

/** @type {import("./index.js").Surroundings} */
const browser = { fetch: (...args) => fetch(...args), post: postForm, wait: sleep, now: Date.now, random: Math.random };
const nothing = () => {};

/** @type {typeof import("./index.js").createUploader} */
export function createUploader({ gateway = "", token, profile, limits = {}, parallel = 3, multipartFrom = 1e8, ...inParts }, surroundings = {}) {
  const parts = { ...browser, ...surroundings };
  const api = createGateway(gateway, token, parts);
  const enqueue = createQueue(parallel);
  /** @type {import("./index.js").Learned} */
  const learned = { limits: {} };

  /** @type {import("./index.js").Uploader["transfer"]} */
  const transfer = (file, { vars, onStep = nothing } = {}) => {
    checkLimits(file, limits);
    checkLimits(file, learned.limits);
    return createTransfer(file, { profile, vars, onStep }, api, learned, parts);
  };

  return {
    transfer,

    async upload(file, { onProgress = nothing, onStep = nothing, signal, vars } = {}) {
      const way = transfer(file, { vars, onStep });
      const attempt = async () => {
        const grant = await way.form(signal);
        onStep("upload");
        const recorded = await way.settle(await parts.post(grant, file, onProgress, signal), signal);
        if (recorded) return recorded;
        throw way.trouble;
      };
      return enqueue(async () => {
        if (file.size >= multipartFrom && !learned.noParts) {
          // Most pages never need it; one that cannot have it sends a form.
          const { uploadInParts } = await import("./multipart/index.js").catch(() => ({ uploadInParts: null }));
          const recorded = await uploadInParts?.(file, { ...inParts, gateway, profile, onProgress, onStep, signal, vars }, api, learned, parts);
          if (recorded) return recorded;
        }
        try {
          return await persist(attempt, (error) => error === way.trouble, parts, signal);
        } catch (error) {
          if (!signal?.aborted) throw error;
          way.revoke();
          throw aborted(signal);
        }
      }, signal);
    },
  };
}
