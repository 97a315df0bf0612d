// Compiled and never run, as types/uses.ts.
import AwsS3 from "@uppy/aws-s3";
import Uppy from "@uppy/core";
import { createUploader } from "sign-gateway-client";
import { awsS3Version5 } from "sign-gateway-client/adapters/uppy-aws-s3.js";

const uppy = new Uppy();
uppy.use(AwsS3, awsS3Version5(createUploader({ token: "t" }), uppy));
