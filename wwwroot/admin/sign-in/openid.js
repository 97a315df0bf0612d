import { challengeOf, randomText } from "./pkce.js";

const storageKey = "sign-gateway-sign-in";

/** A sign-in that did not come to an end; the reason has words in the page's text. */
export class SignInFailure extends Error {
  /** @param {string} reason @param {string} [detail] what the Authority said */
  constructor(reason, detail = "") {
    super(reason);
    this.name = "SignInFailure";
    this.reason = reason;
    this.detail = detail;
  }
}

/**
 * The code flow of OpenID Connect with PKCE. State and verifier outlive the redirect in sessionStorage, tokens never get there.
 * @param {{authority: string, clientId: string, scope: string}} settings
 * @param {{page: URL, storage: Storage, send?: typeof fetch, go?: (url: string) => void}} surroundings
 */
export function createOpenId(settings, { page, storage, send = (...args) => fetch(...args), go = (url) => location.assign(url) }) {
  const redirectUri = new URL(page.pathname, page).href;

  async function discover() {
    const answer = await json(send(`${settings.authority.replace(/\/$/, "")}/.well-known/openid-configuration`), "authority");
    // Going to a javascript: address would run it here.
    if (!/^https?:/.test(answer.authorization_endpoint ?? "")) throw new SignInFailure("authority");
    return answer;
  }

  /** Leaves for the Authority; the way back ends in the route. @param {string} route */
  async function leave(route) {
    const attempt = { state: randomText(), verifier: randomText(), route };
    const url = new URL((await discover()).authorization_endpoint);
    const query = {
      response_type: "code",
      client_id: settings.clientId,
      redirect_uri: redirectUri,
      scope: settings.scope,
      state: attempt.state,
      code_challenge: await challengeOf(attempt.verifier),
      code_challenge_method: "S256",
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    storage.setItem(storageKey, JSON.stringify(attempt));
    go(url.href);
  }

  /** Back from the Authority: tokens for the code, and the route that was left. */
  async function arrive() {
    const attempt = JSON.parse(storage.getItem(storageKey) ?? "null");
    storage.removeItem(storageKey);
    const answer = page.searchParams;
    if (!attempt || answer.get("state") !== attempt.state) throw new SignInFailure("state");
    if (answer.has("error")) throw new SignInFailure("refused", answer.get("error_description") ?? answer.get("error"));
    const metadata = await discover();
    // An answer that names another issuer was meant for another Authority (RFC 9207).
    if (answer.has("iss") && answer.get("iss") !== metadata.issuer) throw new SignInFailure("state");
    const tokens = await exchange(metadata, {
      grant_type: "authorization_code",
      code: answer.get("code"),
      redirect_uri: redirectUri,
      code_verifier: attempt.verifier,
    });
    return { route: attempt.route, signedIn: holding(metadata, tokens) };
  }

  function holding(metadata, tokens) {
    let refresh = tokens.refresh_token;
    return {
      token: tokens.access_token,
      async renew() {
        if (!refresh) return null;
        const fresh = await exchange(metadata, { grant_type: "refresh_token", refresh_token: refresh });
        refresh = fresh.refresh_token ?? refresh;
        return fresh.access_token;
      },
    };
  }

  async function exchange(metadata, fields) {
    const body = new URLSearchParams({ ...fields, client_id: settings.clientId });
    const tokens = await json(send(metadata.token_endpoint, { method: "POST", body }), "exchange");
    if (!tokens.access_token || tokens.token_type?.toLowerCase() !== "bearer") throw new SignInFailure("exchange");
    return tokens;
  }

  return { leave, arrive, isAnswer: page.searchParams.has("state") && (page.searchParams.has("code") || page.searchParams.has("error")) };
}

async function json(sending, reason) {
  const response = await sending.catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (response?.ok && answer) return answer;
  throw new SignInFailure(reason, answer?.error_description ?? answer?.error);
}
