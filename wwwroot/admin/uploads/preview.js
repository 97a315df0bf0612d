import { t } from "../core/words.js";
import { button, element } from "../parts/elements.js";
import { trouble } from "../parts/notice.js";

const pictures = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"]);

/**
 * The upload's picture. It is somebody else's: nobody sees it by merely passing by, so it takes a press on a button.
 * An <img> cannot send a bearer token, so the page asks for a short-lived link first.
 */
export function preview(context, { id, fileName }) {
  const place = element("div", { class: "preview" });
  const show = button(t("preview.show"), showPicture);
  const save = button(t("preview.download"), download);

  async function showPicture() {
    await withLink("", ({ url }) => {
      const image = element("img", { alt: t("preview.alt", { name: fileName }), referrerpolicy: "no-referrer" });
      image.addEventListener("error", () => place.replaceChildren(element("p", { role: "alert" }, t("preview.failed"))));
      image.addEventListener("load", () => context.say(t("preview.shown")));
      image.src = url;
      place.replaceChildren(image);
    });
  }

  async function download() {
    await withLink("attachment", ({ url }) => element("a", { href: url, referrerpolicy: "no-referrer", download: "" }).click());
  }

  async function withLink(disposition, use) {
    try {
      use(await context.api.content(id, disposition));
    } catch (error) {
      if (!context.refused(error)) place.replaceChildren(trouble(error));
    }
  }

  return {
    buttons: [show, save],
    place,
    show(upload) {
      place.hidden = save.hidden = upload.state !== "stored";
      show.hidden = save.hidden || !pictures.has(upload.contentType);
    },
  };
}
