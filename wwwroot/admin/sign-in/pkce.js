const length = 32;

/** Text that nobody guesses, in the letters RFC 7636 allows. */
export const randomText = () => base64Url(crypto.getRandomValues(new Uint8Array(length)));

/** The S256 challenge of a verifier. @param {string} verifier */
export async function challengeOf(verifier) {
  return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

const base64Url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
