import { reactive, ref } from "vue";

let made = 0;

/** @type {typeof import("./vue.js").useUploads} */
export function useUploads(uploader) {
  const items = ref(/** @type {any[]} */ ([]));
  const add = (/** @type {Iterable<File>} */ files) => {
    for (const file of files) {
      const controller = new AbortController();
      const item = reactive({ id: ++made, name: file.name, progress: 0, upload: /** @type {any} */ (null), error: /** @type {any} */ (null), abort: () => controller.abort() });
      items.value.push(item);
      uploader.upload(file, { signal: controller.signal, onProgress: (progress) => void (item.progress = progress) })
        .then((upload) => void (item.upload = upload), (error) => void (item.error = error));
    }
  };
  return { items, add };
}
