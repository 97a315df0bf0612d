import { UploadError, aborted } from "./errors.js";
import { persist } from "./retry.js";
import { createTokens } from "./tokens.js";

const patience = 30_000;
const passing = ["network", "rate_limited", "idempotency_in_progress"];

/** @param {any} error */
const mayComeRight = (error) => passing.includes(error.code) || error.status >= 500;

/**
 * Calls the gateway's routes, patiently.
 * @param {string} url @param {import("./index.js").UploaderOptions["token"]} token @param {import("./index.js").Surroundings} parts
 */
export function createGateway(url, token, parts) {
  const base = url.replace(/\/+$/, "");
  const tokens = createTokens(token);

  /** @param {string} path @param {RequestInit} init @param {AbortSignal} [signal] */
  async function call(path, init, signal) {
    let used = tokens.get();
    let response = await send(path, init, used, signal);
    if (response.status === 401 && tokens.canRenew) {
      used = tokens.renew(used);
      response = await send(path, init, used, signal);
    }
    if (response.ok && response.body !== undefined) return response.body;
    throw refusal(response);
  }

  /** @param {string} path @param {RequestInit} init @param {Promise<string>} token @param {AbortSignal} [signal] */
  async function send(path, init, token, signal) {
    const headers = { Accept: "application/json", ...init.headers, Authorization: `Bearer ${await bearer(token)}` };
    const limit = new AbortController();
    const stop = () => limit.abort();
    const timer = setTimeout(stop, patience);
    signal?.addEventListener("abort", stop);
    try {
      if (signal?.aborted) throw aborted(signal);
      const response = await parts.fetch(base + path, { ...init, headers, signal: limit.signal });
      return { ok: response.ok, status: response.status, retryAfter: response.headers.get("Retry-After"), body: parse(await response.text()) };
    } catch (cause) {
      throw signal?.aborted ? aborted(signal) : new UploadError("network", "The gateway cannot be reached, or does not allow this page's origin.", { cause });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  }

  /** @param {string} id */
  const path = (id) => `/v1/uploads/${encodeURIComponent(id)}`;

  return {
    /** Asks for a grant. The key makes a repeat, of a request whose answer was lost, the same grant. @param {object} request @param {AbortSignal} [signal] */
    sign(request, signal) {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": `${parts.now()}-${parts.random()}` };
      const init = { method: "POST", headers, body: JSON.stringify(request) };
      return persist(() => call("/v1/uploads", init, signal), mayComeRight, parts, signal);
    },

    /** Has the gateway look for the object; `expected` waits for one that must be there. @param {string} id @param {boolean} expected @param {AbortSignal} [signal] */
    confirm(id, expected, signal) {
      const comes = (/** @type {any} */ error) => mayComeRight(error) || (expected && error.code === "object_not_found");
      return persist(() => call(`${path(id)}/confirm`, { method: "POST" }, signal), comes, parts, signal);
    },

    /** @param {string} id @param {string} route @param {RequestInit} init @param {AbortSignal} [signal] */
    ask: (id, route, init, signal) => persist(() => call(path(id) + route, init, signal), mayComeRight, parts, signal),

    /** Takes a grant back, so that nothing is kept. It ends by itself too, so nobody waits for this. @param {string} id */
    revoke: (id) => void call(path(id), { method: "DELETE", keepalive: true }).catch(() => {}),
  };
}

/** @param {Promise<string>} token */
async function bearer(token) {
  try {
    return await token;
  } catch (cause) {
    throw new UploadError("unauthenticated", "There is no token for the gateway.", { cause });
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {{status: number, retryAfter: string | null, body: any}} answer */
function refusal({ status, retryAfter, body }) {
  const code = body?.code ?? (status === 429 ? "rate_limited" : "unexpected_answer");
  return new UploadError(code, body?.detail ?? `The gateway answered ${status}.`, { status, limits: body?.limits, retryAfter: Number(retryAfter) || 0 });
}
