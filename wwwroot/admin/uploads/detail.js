import { href } from "../core/routes.js";
import { t } from "../core/words.js";
import { element, link } from "../parts/elements.js";
import { loading } from "../parts/loading.js";
import { createActions } from "./actions.js";
import { history } from "./history.js";
import { preview } from "./preview.js";
import { uploadFacts } from "./upload-facts.js";

/** One upload: what is known of it, its picture, what may be done with it, and all that happened. */
export function uploadView(context, route) {
  return element("section", {},
    element("p", {}, link(href("uploads"), t("upload.back"))),
    element("h1", { tabindex: "-1" }, t("upload.title")),
    loading(context, () => context.api.upload(route.id, context.signal), (answer) => show(context, answer)));
}

function show(context, answer) {
  const { id } = answer.upload;
  const known = element("div");
  const past = element("div");
  const picture = preview(context, answer.upload);
  const actions = createActions(context, answer.upload, refresh);

  function draw({ upload, history: events }) {
    known.replaceChildren(uploadFacts(upload));
    past.replaceChildren(history(events));
    actions.show(upload);
    picture.show(upload);
  }

  async function refresh() {
    try {
      draw(await context.api.upload(id, context.signal));
    } catch (error) {
      if (!context.signal.aborted && !context.refused(error)) context.say(error.message);
    }
  }

  context.live.on("upload", (upload) => upload.id === id && refresh(), context.signal);
  context.live.on("callback", (callback) => callback.uploadId === id && refresh(), context.signal);
  context.live.on("caught-up", refresh, context.signal);
  draw(answer);
  return [
    element("div", { class: "buttons" }, ...picture.buttons, ...actions.buttons), actions.outcome, picture.place,
    element("div", { class: "columns" },
      element("div", {}, element("h2", {}, t("upload.facts")), known),
      element("div", {}, element("h2", {}, t("history.title")), past,
        element("p", {}, link(href("callbacks", "", { uploadId: id }), t("upload.callbacks"))))),
  ];
}
