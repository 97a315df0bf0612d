import { existsSync, readFileSync, readdirSync } from "node:fs";
import { license } from "./license.mjs";

/** The packages and projects in a project's lock file, and which of them needs which. */
export function nuget(host, sources, version, cache) {
  const projects = new Map(readdirSync(sources).map((name) => [name.toLowerCase(), name]));
  const entries = new Map();
  for (const framework of Object.values(JSON.parse(readFileSync(host.lock, "utf8")).dependencies))
    for (const [id, entry] of Object.entries(framework)) entries.set(id.toLowerCase(), { id, ...entry });

  const refs = new Map([...entries].map(([key, entry]) => [key, ref(entry)]));
  const edges = new Map([...entries.values()].map((entry) => [ref(entry), needs(entry)]));
  const needed = new Set([...edges.values()].flat());
  // A lock file does not say which projects are referred to by the project itself: those that no other one brings along.
  const direct = [...entries.values()].filter((entry) => entry.type === "Direct" || (entry.type === "Project" && !needed.has(ref(entry))));
  return { components: [...entries.values()].map(component), edges, direct: direct.map(ref) };

  function ref({ id, type, resolved }) {
    return type === "Project" ? `${projects.get(id)}@${version}` : `pkg:nuget/${id}@${encodeURIComponent(resolved)}`;
  }

  // What the framework contains by now is named as a need, but is not in the lock file.
  function needs({ dependencies = {} }) {
    return Object.keys(dependencies).map((id) => refs.get(id.toLowerCase())).filter(Boolean);
  }

  function component(entry) {
    const { id, type, resolved, contentHash } = entry;
    if (type === "Project")
      return { type: "library", "bom-ref": ref(entry), name: projects.get(id), version, licenses: license("Apache-2.0") };
    return {
      type: "library",
      "bom-ref": ref(entry),
      name: id,
      version: resolved,
      hashes: [{ alg: "SHA-512", content: Buffer.from(contentHash, "base64").toString("hex") }],
      licenses: declared(`${cache}/${`${id}/${resolved}/${id}`.toLowerCase()}.nuspec`, id),
      purl: ref(entry),
    };
  }
}

// Older packages give an address instead of an expression.
function declared(nuspec, id) {
  if (!existsSync(nuspec)) return undefined;
  const text = readFileSync(nuspec, "utf8");
  const expression = text.match(/<license type="expression"[^>]*>([^<]+)<\/license>/)?.[1];
  if (expression) return license(expression.trim());
  const url = text.match(/<licenseUrl>([^<]+)<\/licenseUrl>/)?.[1];
  return url && [{ license: { name: `Licence of ${id}`, url: url.trim() } }];
}
