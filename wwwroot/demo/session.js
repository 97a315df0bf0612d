const userKey = "sign-gateway-demo-user";

/** The demo users that the gateway knows. @param {typeof fetch} [send] @returns {Promise<string[]>} */
export async function demoUsers(send = fetch) {
  const response = await send("/demo/users");
  if (!response.ok) throw new Error("There is no demo sign-in here.");
  return (await response.json()).users.map((known) => known.name);
}

/** The user's name outlives a reload; tokens never leave the page's memory. */
export const lastUser = {
  get: () => sessionStorage.getItem(userKey),
  set: (/** @type {string} */ user) => sessionStorage.setItem(userKey, user),
};

/**
 * One user's session. Uploads that are under way keep theirs when the page changes to another user.
 * @param {string} user @param {typeof fetch} [send]
 */
export function createSession(user, send = (...args) => fetch(...args)) {
  /** @type {Promise<string> | null} */
  let token = null;

  async function signIn() {
    const response = await send("/demo/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user }),
    });
    if (!response.ok) throw new Error("The demo sign-in does not answer. Is the gateway running in Development?");
    return (await response.json()).token;
  }

  return {
    user,
    token() {
      if (!token) {
        token = signIn();
        token.catch(() => (token = null));
      }
      return token;
    },
    renew() {
      token = null;
      return this.token();
    },
  };
}
