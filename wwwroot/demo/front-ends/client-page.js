import { byId } from "../elements.js";
import { createSession, demoUsers, lastUser } from "../session.js";
import { showUploads } from "./examples/client.js";

/** @type {ReturnType<typeof createSession>} */
let session;

showUploads(byId("files"), byId("list"), async ({ refresh }) => {
  session ??= createSession(lastUser.get() ?? (await demoUsers())[0]);
  return refresh ? session.renew() : session.token();
});
// Last, so that a page which shows its code is a page that works.
await import("./page.js");
