/**
 * Who is signed in. Tokens live here, in the page's memory, and nowhere else.
 */
export function createSession() {
  /** @type {string | null} */
  let token = null;
  /** @type {(() => Promise<string | null>) | null} */
  let renewal = null;
  /** @type {Promise<boolean> | null} */
  let renewing = null;

  async function renewOnce() {
    const mine = renewal;
    const fresh = await mine?.().catch(() => null);
    // Whoever signed out, or in again, meanwhile has the last word.
    if (!fresh || renewal !== mine) return false;
    token = fresh;
    return true;
  }

  return {
    get token() {
      return token;
    },
    /** @param {{token: string, renew: () => Promise<string | null>}} signedIn */
    begin(signedIn) {
      token = signedIn.token;
      renewal = signedIn.renew;
    },
    end() {
      token = null;
      renewal = null;
    },
    /** Whether there is a fresh token now. Many callers share one renewal. */
    renew() {
      renewing ??= renewOnce().finally(() => (renewing = null));
      return renewing;
    },
  };
}
