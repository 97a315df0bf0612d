import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { license } from "./license.mjs";

/** uPlot, whose version stands at the head of its code, with the files that are shipped. */
export function vendored(root) {
  const folder = "wwwroot/admin/vendor/uplot";
  const version = readFileSync(`${root}/${folder}/uPlot.esm.js`, "utf8").match(/leeoniya\/uPlot \(v([\d.]+)\)/)[1];
  const purl = `pkg:npm/uplot@${version}`;
  const files = readdirSync(`${root}/${folder}`).sort().map((name) => ({
    type: "file",
    name: `${folder}/${name}`,
    hashes: [{ alg: "SHA-512", content: createHash("sha512").update(readFileSync(`${root}/${folder}/${name}`)).digest("hex") }],
  }));
  return { type: "library", "bom-ref": purl, name: "uplot", version, licenses: license("MIT"), purl, components: files };
}
