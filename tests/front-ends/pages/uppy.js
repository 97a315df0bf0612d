import { choose, front } from "./front.js";

/** Lets Uppy upload what is chosen. */
export function drive(uppy) {
  uppy.on("upload-progress", (_, { bytesUploaded, bytesTotal }) => front.progress.push(bytesUploaded / bytesTotal));
  uppy.on("complete", ({ successful, failed }) => {
    front.recorded.push(...successful.map((file) => file.response.body));
    front.failures.push(...failed.map((file) => file.error));
  });
  front.retry = () => void uppy.retryAll();
  front.cancel = () => uppy.cancelAll();
  choose((files) => {
    for (const file of files) uppy.addFile({ name: file.name, type: file.type, data: file });
    uppy.upload();
  });
}
