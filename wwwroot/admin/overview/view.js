import { href } from "../core/routes.js";
import { t, wordFor } from "../core/words.js";
import { element, link } from "../parts/elements.js";
import { loading } from "../parts/loading.js";
import { createCharts } from "./charts.js";
import { dependencies } from "./dependencies.js";
import { latency } from "./latency.js";
import { tiles } from "./tiles.js";

const windows = ["hour", "day", "week"];
// The stream tells that something has changed as often as once a second; one look at once, and then every few seconds, is enough for a chart.
const pause = 3_000;

/** How the gateway does, now and over the last hour, day or week. */
export function overviewView(context, route) {
  const asked = route.query.get("window");
  const window = windows.includes(asked) ? asked : windows[0];
  return element("section", {},
    element("div", { class: "title" },
      element("h1", { tabindex: "-1" }, t("overview.title")),
      element("nav", { class: "switch", "aria-label": t("overview.window") }, ...windows.map((name) =>
        element("a", { href: href("overview", "", { window: name }), "aria-current": name === window ? "true" : null }, wordFor("window", name))))),
    loading(context, () => context.api.overview(window, context.signal), (overview) => show(context, window, overview)));
}

function show(context, window, overview) {
  const charts = createCharts(overview, context.signal);
  const health = element("div");
  const numbers = element("div");
  const times = element("div");
  let timer = 0;
  let lookedAt = 0;

  function draw(latest) {
    health.replaceChildren(dependencies(latest.dependencies, latest.replicas));
    numbers.replaceChildren(tiles(latest));
    times.replaceChildren(latency(latest.latency));
  }

  async function refresh() {
    timer = 0;
    lookedAt = Date.now();
    try {
      const latest = await context.api.overview(window, context.signal);
      draw(latest);
      charts.update(latest);
    } catch (error) {
      // A look that fails leaves the last numbers; the stream's own state, in the header, tells that they are old.
      if (!context.signal.aborted) context.refused(error);
    }
  }

  const soon = () => (timer ||= setTimeout(refresh, Math.max(0, lookedAt + pause - Date.now())));
  context.live.on("overview", soon, context.signal);
  context.live.on("caught-up", soon, context.signal);
  context.signal.addEventListener("abort", () => clearTimeout(timer));

  draw(overview);
  return [
    element("h2", {}, t("overview.dependencies")), health,
    element("h2", {}, t("overview.numbers")), numbers,
    element("h2", {}, t("overview.courses")), charts.root,
    element("p", {}, link(href("callbacks", "", { verdict: "refused" }), t("overview.refused"))),
    element("h2", {}, t("latency.title")), times,
  ];
}
