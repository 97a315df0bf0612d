/**
 * The bearer token: asked for once, and again when it is refused, once for however many requests it was refused to.
 * @param {import("./index.js").UploaderOptions["token"]} source
 */
export function createTokens(source) {
  /** @type {Promise<string> | null} */
  let current = null;

  /** @param {boolean} refresh */
  function ask(refresh) {
    const asked = Promise.resolve().then(() => (typeof source === "function" ? source({ refresh }) : source));
    current = asked;
    asked.catch(() => current === asked && (current = null));
    return asked;
  }

  const get = () => current ?? ask(false);
  return {
    get,
    canRenew: typeof source === "function",
    /** A token after the one that was refused. @param {Promise<string>} refused */
    renew: (refused) => (current === refused ? ask(true) : get()),
  };
}
