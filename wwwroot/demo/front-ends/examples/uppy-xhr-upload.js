import Uppy from "@uppy/core";
import XHRUpload from "@uppy/xhr-upload";
import { createUploader } from "sign-gateway-client";
import { xhrUpload } from "sign-gateway-client/adapters/uppy-xhr-upload.js";

export function createUppy({ gateway, token, profile }) {
  const uploader = createUploader({ gateway, token, profile });
  return new Uppy().use(XHRUpload, xhrUpload(uploader));
}
