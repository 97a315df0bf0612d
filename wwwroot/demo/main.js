import { createApi } from "./api.js";
import { byId, element } from "./elements.js";
import { createLibrary } from "./library-view.js";
import { createItem } from "./queue-view.js";
import { createQueue } from "./queue.js";
import { createSession, demoUsers, lastUser } from "./session.js";
import { createUpload } from "./upload.js";

const parallelUploads = 3;
const statuses = { sign: "signing", upload: "uploading", callback: "confirming" };

const queue = createQueue(parallelUploads);
const library = createLibrary(showTrouble, say);
let user = "";
/** @type {ReturnType<typeof createApi>} */
let api;

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
  const upload = createUpload(api);
  let controller = new AbortController();
  const item = createItem(file, cancel, run);
  byId("queue").prepend(item.row);
  run();

  function run() {
    controller = new AbortController();
    item.show("queued");
    queue.add(work);
  }

  function cancel() {
    controller.abort(new DOMException("Cancelled", "AbortError"));
    item.show("cancelled");
  }

  async function work() {
    if (controller.signal.aborted) return;
    try {
      const recorded = await upload(file, {
        signal: controller.signal,
        onProgress: item.progress,
        onStep(step) {
          showStep(step);
          if (statuses[step]) item.show(statuses[step]);
        },
      });
      item.done(recorded);
      say(`${file.name} is stored.`);
      if (owner === user) library.add(recorded);
    } catch (error) {
      if (controller.signal.aborted) return;
      item.failed(error);
      say(`${file.name} could not be stored.`);
    }
  }
}

function become(name) {
  user = name;
  api = createApi(createSession(name));
  lastUser.set(name);
  byId("queue").replaceChildren();
  for (const choice of byId("users").children) choice.setAttribute("aria-pressed", String(choice.textContent === name));
  say(`Signed in as ${name}.`);
  return library.show(api);
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
