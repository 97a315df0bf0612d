// Compiled and never run: the declared types agree with the code, and with the libraries that the adapters are for.
import AwsS3 from "@uppy/aws-s3";
import Uppy from "@uppy/core";
import XHRUpload from "@uppy/xhr-upload";
import { Upload } from "antd";
import { createElement } from "react";
import { createUploader, UploadError } from "sign-gateway-client";
import { customRequest } from "sign-gateway-client/adapters/antd.js";
import { useUploads } from "sign-gateway-client/adapters/react.js";
import { awsS3 } from "sign-gateway-client/adapters/uppy-aws-s3.js";
import { xhrUpload } from "sign-gateway-client/adapters/uppy-xhr-upload.js";
import * as written from "../../../wwwroot/client/errors.js";

const uploader = createUploader({ token: async ({ refresh }) => (refresh ? "new" : "old") });

new Uppy().use(XHRUpload, xhrUpload(uploader));
const uppy = new Uppy();
uppy.use(AwsS3, awsS3(uploader, uppy));
createElement(Upload, { customRequest: customRequest(uploader) });
useUploads(uploader).items.map((item) => item.upload?.fileName ?? item.error?.code);

export const theDeclaredErrorIsTheOneThatIsThrown: typeof UploadError = written.UploadError;
