import { auditView } from "./audit/view.js";
import { callbackView } from "./callbacks/detail.js";
import { callbacksView } from "./callbacks/list.js";
import { configurationView } from "./configuration/view.js";
import { doctorView } from "./doctor/view.js";
import { eventsView } from "./events/view.js";
import { explainView } from "./explain/view.js";
import { overviewView } from "./overview/view.js";
import { uploadView } from "./uploads/detail.js";
import { uploadsView } from "./uploads/list.js";

/** What makes each view: a function of its context and route that answers a node. What it starts ends with context.signal. */
export const views = {
  overview: overviewView,
  uploads: (context, route) => (route.id ? uploadView : uploadsView)(context, route),
  callbacks: (context, route) => (route.id ? callbackView : callbacksView)(context, route),
  events: eventsView,
  explain: explainView,
  doctor: doctorView,
  configuration: configurationView,
  audit: auditView,
};
