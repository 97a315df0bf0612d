import { createUploader } from "sign-gateway-client";
import { choose, front, settings } from "./front.js";

const uploader = createUploader(settings);
const controller = new AbortController();
front.cancel = () => controller.abort();

choose((files) => {
  front.start = () => files.forEach(async (file) => {
    try {
      front.recorded.push(await uploader.upload(file, { signal: controller.signal, onProgress: (fraction) => front.progress.push(fraction) }));
    } catch ({ code }) {
      front.failures.push(code);
    }
  });
  if (!settings.hold) front.start();
});
