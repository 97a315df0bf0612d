import AwsS3 from "@uppy/aws-s3";
import Uppy from "@uppy/core";
import { createUploader } from "sign-gateway-client";
import { awsS3 } from "sign-gateway-client/adapters/uppy-aws-s3.js";

export function createUppy({ gateway, token, profile }) {
  const uploader = createUploader({ gateway, token, profile });
  const uppy = new Uppy();
  return uppy.use(AwsS3, awsS3(uploader, uppy));
}
