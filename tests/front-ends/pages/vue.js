import { createApp } from "vue";
import { Files } from "../../../wwwroot/demo/front-ends/examples/vue.js";
import { root, settings, watch } from "./front.js";

const element = root();
watch(element);
createApp(Files, settings).mount(element);
