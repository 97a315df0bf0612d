/** The demo users that the gateway knows. @param {URL} root @param {typeof fetch} [send] @returns {Promise<string[]>} */
export async function demoUsers(root, send = (...args) => fetch(...args)) {
  const response = await send(new URL("demo/users", root));
  return response.ok ? (await response.json()).users.map((user) => user.name) : [];
}

/** Signs a demo user in, now and whenever the token has run out. @param {URL} root @param {string} user @param {typeof fetch} [send] */
export async function demoSignIn(root, user, send = (...args) => fetch(...args)) {
  async function token() {
    const response = await send(new URL("demo/sign-in", root), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user }),
    });
    if (!response.ok) throw new Error("The demo sign-in does not answer.");
    return (await response.json()).token;
  }

  return { token: await token(), renew: token };
}
