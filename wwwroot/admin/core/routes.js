export const views = ["overview", "uploads", "callbacks", "events", "explain", "doctor", "configuration", "audit"];

/** What a hash such as <c>#/uploads/7?state=stored</c> asks for. @param {string} hash */
export function parseRoute(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [view, id = ""] = path.split("/");
  return views.includes(view)
    ? { view, id: decode(id), query: new URLSearchParams(query) }
    : { view: views[0], id: "", query: new URLSearchParams() };
}

/** @param {string} view @param {string} [id] @param {Record<string, string> | URLSearchParams} [query] */
export function href(view, id = "", query = {}) {
  const kept = new URLSearchParams([...new URLSearchParams(query)].filter(([, value]) => value !== ""));
  return `#/${view}${id === "" ? "" : `/${encodeURIComponent(id)}`}${kept.size ? `?${kept}` : ""}`;
}

// A hash is anybody's text: one that does not decode is taken as it stands.
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
