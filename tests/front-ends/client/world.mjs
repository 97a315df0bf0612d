import { createUploader } from "../../../wwwroot/client/index.js";

/** A file that reads well, of any size. */
export const file = (overrides = {}) => ({ name: "cat.png", type: "image/png", size: 3, slice: () => new Blob(["x"]), ...overrides });

export const answer = (status, body, headers) => new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
export const problem = (status, code, more = {}) => answer(status, { code, detail: `It is ${code}.`, ...more.members }, more.headers);
export const refused = (status, code, message = "No.") => ({ status, text: `<Error><Code>${code}</Code><Message>${message}</Message></Error>` });
export const policyExpired = refused(403, "AccessDenied", "Invalid according to Policy: Policy expired.");
export const alreadyThere = refused(409, "FileAlreadyExists");
export const lost = { status: 0, text: "" };

/**
 * A gateway and a bucket that do what they should, on a clock of their own that only waiting moves. Tests break one thing: `storage` and `gateway` may answer
 * a request in their place; what they leave undefined is answered as it should be.
 */
export function createWorld({ storage = () => undefined, gateway = () => undefined, expiresIn = 600, url = "https://gateway.example", ...options } = {}) {
  const world = { now: 0, calls: [], posts: [], stored: new Set(), names: () => world.calls.map(({ name }) => name) };
  let grants = 0;

  async function fetch(url, { method, headers, body, signal }) {
    const name = method === "DELETE" ? "revoke" : url.endsWith("/confirm") ? "confirm" : "sign";
    const call = { name, url, headers, body: body && JSON.parse(body), at: world.now };
    world.calls.push(call);
    const instead = await gateway(call, world);
    signal?.throwIfAborted();
    if (instead) return instead;
    if (name === "sign") return answer(201, { id: `u${++grants}`, method: "POST", url: "https://bucket.example/", fields: { key: `k${grants}` }, expiresIn });
    if (name === "revoke") return answer(204);
    const id = url.split("/").at(-2);
    return world.stored.has(id) ? answer(200, world.upload(id)) : problem(409, "object_not_found");
  }

  async function post(grant, sent, onProgress, signal) {
    const posted = { grant, file: sent, at: world.now };
    world.posts.push(posted);
    const instead = await storage(posted, world);
    signal?.throwIfAborted();
    if (instead) return instead;
    onProgress(1);
    world.stored.add(grant.id);
    return { status: 200, text: JSON.stringify(world.upload(grant.id)) };
  }

  const wait = async (milliseconds, signal) => {
    signal?.throwIfAborted();
    world.now += milliseconds;
    await null;
  };

  world.upload = (id) => ({ id, state: "stored" });
  world.uploader = createUploader({ gateway: url, token: "t", ...options }, { fetch, post, wait, now: () => world.now, random: () => 0.5 });
  return world;
}

/** Answers the first requests in turn, and then no more. */
export const first = (...answers) => () => answers.shift();
