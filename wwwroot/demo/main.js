import { createUploader } from "../client/index.js";
import { createApi } from "./api.js";
import { byId, element } from "./elements.js";
import { createLibrary } from "./library-view.js";
import { createItem } from "./queue-view.js";
import { createSession, demoUsers, lastUser } from "./session.js";

const statuses = { sign: "signing", upload: "uploading", confirm: "confirming" };

const library = createLibrary(showTrouble, say);
let user = "";
/** @type {import("../client/index.js").Uploader} */
let uploader;

function say(text) {
  byId("status").textContent = text;
}

function showTrouble(error) {
  const trouble = byId("trouble");
  trouble.textContent = error.message;
  trouble.hidden = false;
  setTimeout(() => (trouble.hidden = true), 8000);
}

function showStep(step) {
  const steps = [...byId("loop").children];
  const reached = steps.findIndex((candidate) => candidate.dataset.step === step);
  steps.forEach((candidate, index) => candidate.classList.toggle("on", index <= reached));
}

function add(file) {
  const owner = user;
  const theirs = uploader;
  let controller = new AbortController();
  const item = createItem(file, cancel, run);
  byId("queue").prepend(item.row);
  run();

  function cancel() {
    controller.abort();
    item.show("cancelled");
  }

  async function run() {
    const { signal } = (controller = new AbortController());
    item.show("queued");
    try {
      const recorded = await theirs.upload(file, { signal, onProgress: item.progress, onStep });
      item.done(recorded);
      say(`${file.name} is stored.`);
      if (owner === user) library.add(recorded);
    } catch (error) {
      if (signal.aborted) return;
      item.failed(error);
      say(`${file.name} could not be stored.`);
    }
  }

  function onStep(step) {
    showStep(step);
    if (statuses[step]) item.show(statuses[step]);
  }
}

function become(name) {
  user = name;
  const session = createSession(name);
  uploader = createUploader({ token: ({ refresh }) => (refresh ? session.renew() : session.token()) });
  lastUser.set(name);
  byId("queue").replaceChildren();
  for (const choice of byId("users").children) choice.setAttribute("aria-pressed", String(choice.textContent === name));
  say(`Signed in as ${name}.`);
  return library.show(createApi(session));
}

async function start() {
  const names = await demoUsers();
  byId("users").replaceChildren(...names.map((name) => {
    const choice = element("button", { type: "button", "data-testid": `user-${name}`, "aria-pressed": "false" }, name);
    choice.addEventListener("click", () => become(name));
    return choice;
  }));
  const last = lastUser.get();
  await become(names.includes(last) ? last : names[0]);
}

const drop = byId("drop");
const files = /** @type {HTMLInputElement} */ (byId("files"));
files.addEventListener("change", () => {
  for (const file of files.files) add(file);
  files.value = "";
});
for (const type of ["dragover", "dragleave", "drop"]) {
  drop.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", type === "dragover");
    if (type === "drop") for (const file of event.dataTransfer.files) add(file);
  });
}

start().catch(showTrouble);
