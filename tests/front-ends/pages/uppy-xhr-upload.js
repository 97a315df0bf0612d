import { createUppy } from "../../../wwwroot/demo/front-ends/examples/uppy-xhr-upload.js";
import { settings } from "./front.js";
import { drive } from "./uppy.js";

drive(createUppy(settings));
