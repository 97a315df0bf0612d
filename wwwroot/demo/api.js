/** A refusal of the gateway, with a stable code and words for people. */
export class Refusal extends Error {
  /** @param {number} status @param {string} code @param {string} message */
  constructor(status, code, message) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
  }
}

/**
 * Calls the gateway with the session's token. A token that has run out is renewed once, by signing the same demo user in again.
 * @param {{token: () => Promise<string>, renew: () => Promise<string>}} session
 * @param {typeof fetch} [send]
 */
export function createApi(session, send = (...args) => fetch(...args)) {
  async function call(method, path) {
    let response = await attempt(await session.token(), method, path);
    if (response.status === 401) response = await attempt(await session.renew(), method, path);
    if (response.status === 204) return null;
    const answer = await response.json().catch(() => null);
    if (response.ok) return answer;
    throw new Refusal(response.status, answer?.code ?? "unknown", answer?.detail ?? `The gateway answered ${response.status}.`);
  }

  const attempt = (token, method, path) => send(path, { method, headers: { Accept: "application/json", Authorization: `Bearer ${token}` } });

  return {
    list: (cursor) => call("GET", `/v1/uploads?state=stored&limit=24${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`),
    content: (id, attachment) => call("GET", `/v1/uploads/${encodeURIComponent(id)}/content${attachment ? "?disposition=attachment" : ""}`),
    remove: (id) => call("DELETE", `/v1/uploads/${encodeURIComponent(id)}`),
  };
}
