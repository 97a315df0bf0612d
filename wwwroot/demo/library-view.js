import { button, byId, element } from "./elements.js";
import * as format from "./format.js";

const pictures = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"]);

/**
 * The owner's files, newest first, a page at a time.
 * @param {(error: Error) => void} onTrouble @param {(text: string) => void} say
 */
export function createLibrary(onTrouble, say) {
  /** @type {ReturnType<import("./api.js").createApi>} */
  let api;
  const list = byId("library");
  const more = byId("more");
  let cursor = null;
  // A page that arrives after the user has changed belongs to nobody.
  let generation = 0;

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((candidate) => candidate.isIntersecting)) {
      seen.unobserve(entry.target);
      showPicture(entry.target);
    }
  }, { rootMargin: "200px" });

  more.addEventListener("click", () => load(false));

  async function load(fresh) {
    const mine = fresh ? ++generation : generation;
    if (fresh) {
      cursor = null;
      list.replaceChildren();
      more.hidden = true;
      byId("empty").hidden = true;
    }
    try {
      const page = await api.list(cursor);
      if (mine !== generation) return;
      for (const upload of page.items) if (!rowOf(upload.id)) list.append(row(upload));
      cursor = page.nextCursor;
      more.hidden = cursor === null;
      showEmpty();
    } catch (error) {
      if (mine === generation) onTrouble(error);
    }
  }

  function row(upload) {
    const picture = element("div", { class: "picture" }, format.badge(upload.fileName, upload.contentType));
    const made = element("li", { class: "file", "data-testid": "upload", "data-id": upload.id, "data-name": upload.fileName },
      picture,
      element("div", { class: "about" },
        element("span", { class: "name", title: upload.fileName }, upload.fileName),
        element("span", { class: "facts" }, format.facts(upload)),
        element("span", { class: "facts" }, format.when(upload.storedAt)),
        element("span", { class: "badge", title: evidence[upload.evidence] }, upload.evidence === "object" ? "Seen by the gateway" : "Called back by storage")),
      element("div", { class: "buttons" },
        button("Download", "download", () => download(upload)),
        button("Delete", "delete", () => askToDelete(upload))));
    if (pictures.has(upload.contentType)) {
      picture.dataset.id = upload.id;
      picture.dataset.name = upload.fileName;
      seen.observe(picture);
    }
    return made;
  }

  // An <img> cannot send a bearer token, so the page asks for a short-lived link first.
  async function showPicture(picture) {
    // Without a picture the badge stays, which is all that a failure here should change.
    const link = await api.content(picture.dataset.id).catch(() => null);
    if (!link) return;
    const image = element("img", { alt: `Thumbnail of ${picture.dataset.name}`, "data-testid": "thumbnail", referrerpolicy: "no-referrer" });
    image.addEventListener("load", () => picture.replaceChildren(image), { once: true });
    image.src = link.url;
  }

  async function download(upload) {
    try {
      const link = await api.content(upload.id, true);
      const anchor = element("a", { href: link.url, referrerpolicy: "no-referrer", download: upload.fileName });
      anchor.click();
    } catch (error) {
      onTrouble(error);
    }
  }

  function askToDelete(upload) {
    const dialog = /** @type {HTMLDialogElement} */ (byId("confirm-delete"));
    byId("confirm-name").textContent = upload.fileName;
    dialog.returnValue = "cancel";
    dialog.addEventListener("close", () => dialog.returnValue === "delete" && remove(upload), { once: true });
    dialog.showModal();
  }

  async function remove(upload) {
    try {
      await api.remove(upload.id);
      rowOf(upload.id)?.remove();
      showEmpty();
      say(`${upload.fileName} is deleted.`);
    } catch (error) {
      onTrouble(error);
    }
  }

  const rowOf = (id) => list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  const showEmpty = () => (byId("empty").hidden = list.childElementCount > 0);

  return {
    show(usersApi) {
      api = usersApi;
      return load(true);
    },
    add(upload) {
      if (rowOf(upload.id)) return;
      list.prepend(row(upload));
      showEmpty();
    },
  };
}

const evidence = {
  callback: "Recorded from the signed callback and the ticket inside.",
  object: "The gateway looked at the object itself.",
};
