import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { Files } from "../../../wwwroot/demo/front-ends/examples/react.js";
import { root, settings, watch } from "./front.js";

const element = root();
watch(element);
createRoot(element).render(createElement(Files, settings));
