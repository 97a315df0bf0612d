import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { Files } from "../../../wwwroot/demo/front-ends/examples/antd.js";
import { front, root, settings } from "./front.js";

function onChange({ file }) {
  if (file.status === "uploading") front.progress.push(file.percent / 100);
  if (file.status === "done") front.recorded.push(file.response);
  if (file.status === "error") front.failures.push(file.error.message);
}

createRoot(root()).render(createElement(Files, { ...settings, onChange }));
