/** A refusal of the gateway, with its stable code and its own advice. Status 0: it could not be reached. */
export class Refusal extends Error {
  /** @param {number} status @param {string} code @param {string} [detail] */
  constructor(status, code, detail = "") {
    super(detail || code);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  /** Nothing but another sign-in helps. */
  get needsSignIn() {
    return this.status === 401 || (this.status === 403 && this.code === "role_missing");
  }
}

/**
 * The admin routes, called with the session's token. A token that has run out is renewed once.
 * @param {{token: string | null, renew: () => Promise<boolean>}} session
 * @param {URL} root the gateway's own address, path prefix included
 * @param {typeof fetch} [send]
 */
export function createApi(session, root, send = (...args) => fetch(...args)) {
  async function open(method, path, { query = {}, body, signal, accept = "application/json" } = {}) {
    const url = new URL(`v1/admin/${path}`, root);
    for (const [name, value] of new URLSearchParams(query)) if (value !== "") url.searchParams.append(name, value);
    const attempt = () => {
      const headers = { Accept: accept, Authorization: `Bearer ${session.token}` };
      if (body !== undefined) headers["Content-Type"] = "application/json";
      return send(url, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) }).catch(unreachable(signal));
    };
    let response = await attempt();
    if (response.status === 401 && (await session.renew())) response = await attempt();
    if (response.ok) return response;
    const problem = await response.json().catch(() => null);
    throw new Refusal(response.status, problem?.code ?? "unknown", problem?.detail);
  }

  async function call(method, path, options) {
    const response = await open(method, path, options);
    return response.status === 204 ? null : response.json();
  }

  const upload = (id) => `uploads/${encodeURIComponent(id)}`;
  return {
    me: () => call("GET", "me"),
    overview: (window, signal) => call("GET", "overview", { query: { window }, signal }),
    uploads: (query, signal) => call("GET", "uploads", { query, signal }),
    upload: (id, signal) => call("GET", upload(id), { signal }),
    content: (id, disposition = "") => call("GET", `${upload(id)}/content`, { query: { disposition } }),
    look: (id) => call("POST", `${upload(id)}/look`),
    remove: (id) => call("DELETE", upload(id)),
    callbacks: (query, signal) => call("GET", "callbacks", { query, signal }),
    callback: (number, signal) => call("GET", `callbacks/${encodeURIComponent(number)}`, { signal }),
    events: (query, signal) => call("GET", "events", { query, signal }),
    replay: (id, endpoint) => call("POST", `events/${encodeURIComponent(id)}/replay`, { query: { endpoint } }),
    explain: (text, signal) => call("POST", "explain", { body: { text }, signal }),
    doctor: (profile, signal) => call("POST", "doctor", { body: profile === "" ? {} : { profile }, signal }),
    configuration: (signal) => call("GET", "configuration", { signal }),
    keys: (signal) => call("GET", "keys", { signal }),
    audit: (query, signal) => call("GET", "audit", { query, signal }),
    stream: (signal) => open("GET", "stream", { signal, accept: "text/event-stream" }),
  };
}

const unreachable = (signal) => (error) => {
  if (signal?.aborted) throw error;
  throw new Refusal(0, "unreachable");
};
