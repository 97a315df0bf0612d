import { createUppy } from "../../../wwwroot/demo/front-ends/examples/uppy-aws-s3-5.js";
import { settings } from "./front.js";
import { drive } from "./uppy.js";

drive(createUppy(settings));
