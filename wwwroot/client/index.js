export { UploadError } from "./errors.js";
export { createUploader } from "./uploader.js";
