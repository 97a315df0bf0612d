import { createUploader } from "../../../wwwroot/client/index.js";
import { answer, problem } from "./world.mjs";

export const MB = 1_000_000;

/** A file of bytes that nobody holds. */
export const largeFile = (overrides = {}) => ({ name: "film.mp4", type: "video/mp4", size: 5 * MB, lastModified: 7, slice: (start, end) => ({ size: end - start, start, arrayBuffer: async () => new ArrayBuffer(1) }), ...overrides });

/** What a page keeps while it is away. */
export const createMemory = () => {
  const kept = new Map();
  return { kept, get: async (key) => kept.get(key), set: async (key, upload) => void kept.set(key, upload), delete: async (key) => void kept.delete(key) };
};

/**
 * A gateway and a bucket that take uploads in parts of a million bytes, on a clock of their own that only waiting moves. Tests break one thing: `storage` and `gateway`
 * may answer a request in their place; what they leave undefined is answered as it should be.
 */
export function createPartsWorld({ storage = () => undefined, gateway = () => undefined, memory = createMemory(), expiresIn = 600, life = 86_400, bucket = new Map(), ...options } = {}) {
  const world = { now: 0, calls: [], puts: [], bucket, memory, most: 0, names: () => world.calls.map(({ name }) => name) };
  let signed = 0;
  let running = 0;

  const routes = {
    sign: ({ body }) => {
      const id = `u${bucket.size + 1}`;
      if (body.method !== "multipart") return answer(201, { id, method: "POST", url: "https://bucket.example/", fields: {}, expiresIn });
      bucket.set(id, { id, size: body.size, sizes: new Map(), state: "issued" });
      return answer(201, { id, method: "MULTIPART", partSize: MB, partCount: Math.ceil(body.size / MB), expiresIn: life });
    },
    urls: ({ id, body }) => answer(200, { parts: body.numbers.map((number) => ({ number, url: `https://bucket.example/${id}/${number}/${++signed}`, expiresIn })) }),
    list: ({ id, url }) => {
      const after = Number(new URL(url).searchParams.get("cursor"));
      const parts = [...bucket.get(id).sizes].map(([number, size]) => ({ number, size })).filter(({ number }) => number > after).sort((left, right) => left.number - right.number);
      return answer(200, { parts: parts.slice(0, 2), nextCursor: parts.length > 2 ? String(parts[1].number) : null });
    },
    complete: ({ id }) => {
      const upload = bucket.get(id);
      const sum = [...upload.sizes.values()].reduce((total, size) => total + size, 0);
      if (upload.state === "issued" && sum === upload.size) upload.state = "stored";
      return upload.state === "stored" ? answer(200, { id, state: "stored" }) : problem(409, "object_not_found");
    },
    revoke: ({ id }) => ((bucket.get(id) ?? {}).state = "deleted", answer(204)),
  };

  function nameOf(path, method) {
    if (method === "DELETE") return "revoke";
    if (path.endsWith("/complete")) return "complete";
    if (path.endsWith("/parts")) return method === "POST" ? "urls" : "list";
    return "sign";
  }

  async function fetch(url, { method = "GET", headers, body, signal }) {
    const { pathname } = new URL(url);
    const call = { name: nameOf(pathname, method), id: pathname.split("/")[3], url, headers, body: body && JSON.parse(body), at: world.now };
    world.calls.push(call);
    const instead = await gateway(call, world);
    signal?.throwIfAborted();
    if (instead) return instead;
    if (call.id && !bucket.has(call.id)) return problem(404, "upload_not_found");
    if (["urls", "list"].includes(call.name) && bucket.get(call.id).state !== "issued") return problem(409, "upload_not_open");
    return routes[call.name](call);
  }

  async function put(url, part, onProgress, signal) {
    const [id, number] = new URL(url).pathname.split("/").slice(1);
    const sent = { id, number: Number(number), url, part, at: world.now };
    world.puts.push(sent);
    world.most = Math.max(world.most, ++running);
    try {
      const instead = await storage(sent, world);
      signal?.throwIfAborted();
      if (instead) return instead;
      onProgress(1);
      bucket.get(id).sizes.set(sent.number, part.size);
      return { status: 200, text: "" };
    } finally {
      running--;
    }
  }

  const post = async (grant) => (world.posted = grant, { status: 200, text: JSON.stringify({ id: grant.id, state: "stored" }) });
  const wait = async (milliseconds, signal) => {
    signal?.throwIfAborted();
    world.now += milliseconds;
    await null;
  };

  world.uploader = createUploader({ gateway: "https://gateway.example", token: "t", multipartFrom: MB, ...options }, { fetch, post, put, memory, wait, now: () => world.now, random: () => 0.5 });
  return world;
}
