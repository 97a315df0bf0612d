import { createUploader } from "sign-gateway-client";
import { choose, front, settings } from "./front.js";

const uploader = createUploader(settings);
let controller = new AbortController();
front.cancel = () => controller.abort();
front.pause = () => controller.abort("pause");

choose((files) => {
  front.start = () => {
    controller = new AbortController();
    files.forEach(async (file) => {
      try {
        front.recorded.push(await uploader.upload(file, { signal: controller.signal, onProgress: (fraction) => front.progress.push(fraction) }));
      } catch ({ code }) {
        front.failures.push(code);
      }
    });
  };
  // As a page that shows them does: from the first look on, the browser holds a file to what it was.
  front.sizes = files.map(({ size }) => size);
  if (!settings.hold) front.start();
});
