import { useCallback, useState } from "react";

let made = 0;

/** @type {typeof import("./react.js").useUploads} */
export function useUploads(uploader) {
  const [items, setItems] = useState(/** @type {import("./uploads.js").Item[]} */ ([]));
  const add = useCallback((/** @type {Iterable<File>} */ files) => {
    for (const file of files) {
      const id = ++made;
      const controller = new AbortController();
      const change = (/** @type {object} */ part) => setItems((all) => all.map((item) => (item.id === id ? { ...item, ...part } : item)));
      setItems((all) => [...all, { id, name: file.name, progress: 0, upload: null, error: null, abort: () => controller.abort() }]);
      uploader.upload(file, { signal: controller.signal, onProgress: (progress) => change({ progress }) })
        .then((upload) => change({ upload }), (error) => change({ error }));
    }
  }, [uploader]);
  return { items, add };
}
