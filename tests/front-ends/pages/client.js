import { createUploader } from "sign-gateway-client";
import { choose, front, settings } from "./front.js";

const uploader = createUploader(settings);

choose((files) => {
  front.start = () => files.forEach(async (file) => {
    try {
      front.recorded.push(await uploader.upload(file, { onProgress: (fraction) => front.progress.push(fraction) }));
    } catch ({ code }) {
      front.failures.push(code);
    }
  });
  if (!settings.hold) front.start();
});
