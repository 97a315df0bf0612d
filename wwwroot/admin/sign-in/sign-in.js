import { Refusal } from "../core/api.js";
import { demoSignIn, demoUsers } from "./demo.js";
import { createOpenId, SignInFailure } from "./openid.js";
import { signInView } from "./view.js";

/**
 * Everything between an open page and a signed-in user.
 * @param {{root: URL, shell: {show: (view: () => Node) => void}, onSignedIn: (signedIn: {token: string, renew: () => Promise<string | null>}) => Promise<void>}} options
 */
export function createSignIn({ root, shell, onSignedIn }) {
  const page = new URL(location.href);
  let settings;
  let openId;
  let users = [];

  async function start() {
    settings = await readSettings(root);
    users = settings.demo ? await demoUsers(root) : [];
    if (settings.authority && settings.clientId) openId = createOpenId(settings, { page, storage: sessionStorage });
    if (!openId?.isAnswer) return show(null);
    // The code is of no use twice, and must not stay in the history.
    history.replaceState(null, "", page.pathname);
    await attempt(async () => {
      const { route, signedIn } = await openId.arrive();
      history.replaceState(null, "", page.pathname + route);
      await onSignedIn(signedIn);
    });
  }

  function show(failure) {
    shell.show(() => signInView({
      settings,
      users,
      failure,
      onOpenId: () => attempt(() => openId.leave(location.hash)),
      onDemo: (user) => attempt(async () => onSignedIn(await demoSignIn(root, user))),
    }));
  }

  async function attempt(work) {
    try {
      await work();
    } catch (error) {
      show(error instanceof SignInFailure ? error : { reason: "unreachable", detail: "" });
    }
  }

  return { start, show };
}

async function readSettings(root) {
  const response = await fetch(new URL("admin/settings.json", root)).catch(() => null);
  if (!response?.ok) throw new Refusal(response?.status ?? 0, "unreachable");
  return response.json();
}
