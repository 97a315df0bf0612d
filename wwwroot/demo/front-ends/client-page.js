import "./page.js";
import { byId } from "../elements.js";
import { createSession, demoUsers, lastUser } from "../session.js";
import { showUploads } from "./examples/client.js";

const session = createSession(lastUser.get() ?? (await demoUsers())[0]);
showUploads(byId("files"), byId("list"), ({ refresh }) => (refresh ? session.renew() : session.token()));
