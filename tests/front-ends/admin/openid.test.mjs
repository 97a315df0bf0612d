import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { challengeOf, randomText } from "../../../wwwroot/admin/sign-in/pkce.js";
import { createOpenId } from "../../../wwwroot/admin/sign-in/openid.js";

const settings = { authority: "https://login.example/tenant/", clientId: "admin-page", scope: "openid profile" };
const metadata = { issuer: "https://login.example/tenant", authorization_endpoint: "https://login.example/authorize?kind=1", token_endpoint: "https://login.example/token" };
const json = (body, status = 200) => new Response(JSON.stringify(body), { status });

function memory() {
  const kept = new Map();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
}

// A whole sign-in: away, and back with the answer that the change makes of a good one.
async function signIn({ change = () => {}, tokens = [{ access_token: "t1", token_type: "Bearer", refresh_token: "r1" }], description = metadata, storage = memory() } = {}) {
  const asked = [];
  let went = "";
  const send = async (url, options) => {
    asked.push({ url: String(url), fields: options && Object.fromEntries(options.body) });
    if (String(url).endsWith("/.well-known/openid-configuration")) return json(description);
    const next = tokens.shift();
    return next.error ? json(next, 400) : json(next);
  };
  const page = new URL("https://gateway.example/prefix/admin/");
  await createOpenId(settings, { page, storage, send, go: (url) => (went = url) }).leave("#/uploads?user=a");
  const away = new URL(went);
  const back = new URL(`${page}?code=c&state=${away.searchParams.get("state")}`);
  change(back.searchParams, storage);
  const arriving = createOpenId(settings, { page: back, storage, send });
  return { away, asked, storage, arriving };
}

test("the challenge is the verifier's SHA-256, as RFC 7636 has it", async () => {
  assert.equal(await challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});

test("states and verifiers are long, and never the same", () => {
  const made = new Set(Array.from({ length: 100 }, randomText));
  assert.equal(made.size, 100);
  for (const text of made) assert.match(text, /^[A-Za-z0-9_-]{43}$/);
});

test("the way to the Authority asks for a code with a challenge", async () => {
  const { away, storage } = await signIn();
  const query = Object.fromEntries(away.searchParams);
  const { verifier, state } = JSON.parse(storage.kept.get("sign-gateway-sign-in"));
  assert.deepEqual(query, {
    kind: "1",
    response_type: "code",
    client_id: "admin-page",
    redirect_uri: "https://gateway.example/prefix/admin/",
    scope: "openid profile",
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
});

test("the way back turns the code and the verifier into a token, and ends where it began", async () => {
  const { arriving, asked, storage } = await signIn();
  const { verifier } = JSON.parse(storage.kept.get("sign-gateway-sign-in"));
  assert.equal(arriving.isAnswer, true);
  const { signedIn, route } = await arriving.arrive();
  assert.equal(signedIn.token, "t1");
  assert.equal(route, "#/uploads?user=a");
  assert.deepEqual(asked.at(-1), {
    url: "https://login.example/token",
    fields: { grant_type: "authorization_code", code: "c", redirect_uri: "https://gateway.example/prefix/admin/", code_verifier: verifier, client_id: "admin-page" },
  });
});

test("nothing of a sign-in stays in storage", async () => {
  const { arriving, storage } = await signIn();
  await arriving.arrive();
  assert.equal(storage.kept.size, 0);
});

const refused = {
  "another state": { change: (query) => query.set("state", "other"), reason: "state" },
  "a sign-in that this tab did not begin": { change: (_, storage) => storage.kept.clear(), reason: "state" },
  "another issuer": { change: (query) => query.set("iss", "https://other.example"), reason: "state" },
  "the Authority's own refusal": { change: (query) => query.set("error", "access_denied"), reason: "refused" },
  "an error at the exchange": { tokens: [{ error: "invalid_grant" }], reason: "exchange" },
  "an exchange without a token": { tokens: [{ token_type: "Bearer" }], reason: "exchange" },
  "a token that is no bearer token": { tokens: [{ access_token: "t", token_type: "DPoP" }], reason: "exchange" },
};

for (const [what, { reason, ...options }] of Object.entries(refused)) {
  test(`${what} signs nobody in`, async () => {
    const { arriving, storage } = await signIn(options);
    await assert.rejects(arriving.arrive(), { reason });
    assert.equal(storage.kept.size, 0);
  });
}

test("the issuer's own name in the answer is fine", async () => {
  const { arriving } = await signIn({ change: (query) => query.set("iss", metadata.issuer) });
  assert.equal((await arriving.arrive()).signedIn.token, "t1");
});

test("a description that leads to a script leads nowhere", async () => {
  await assert.rejects(signIn({ description: { ...metadata, authorization_endpoint: "javascript:alert(1)" } }), { reason: "authority" });
});

test("a token is renewed with the refresh token, and with its successor after that", async () => {
  const bearer = (access_token, refresh_token) => ({ access_token, refresh_token, token_type: "bearer" });
  const { arriving, asked } = await signIn({ tokens: [bearer("t1", "r1"), bearer("t2", "r2"), bearer("t3")] });
  const { signedIn } = await arriving.arrive();
  assert.equal(await signedIn.renew(), "t2");
  assert.equal(await signedIn.renew(), "t3");
  assert.deepEqual(asked.filter(({ fields }) => fields?.grant_type === "refresh_token").map(({ fields }) => fields.refresh_token), ["r1", "r2"]);
});

test("without a refresh token there is no renewal", async () => {
  const { arriving } = await signIn({ tokens: [{ access_token: "t1", token_type: "Bearer" }] });
  assert.equal(await (await arriving.arrive()).signedIn.renew(), null);
});
