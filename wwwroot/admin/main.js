import { createApi } from "./core/api.js";
import { createSession } from "./core/session.js";
import { settleLanguage } from "./core/words.js";
import { createShell } from "./shell.js";
import { createSignIn } from "./sign-in/sign-in.js";
import { trouble } from "./parts/notice.js";

// The page lives in /admin/ of the gateway, wherever a proxy may have put that.
const root = new URL("..", document.baseURI);

settleLanguage();
const session = createSession();
const shell = createShell({ api: createApi(session, root), onSignedOut });
const signIn = createSignIn({ root, shell, onSignedIn });

function onSignedIn(signedIn) {
  session.begin(signedIn);
  return shell.open();
}

/** @param {"ended" | null} reason */
function onSignedOut(reason) {
  session.end();
  signIn.show(reason && { reason, detail: "" });
}

signIn.start().catch((error) => shell.show(() => trouble(error, () => location.reload())));
