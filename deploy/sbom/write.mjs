// Puts the document together; see ../sbom.sh for how it is called.
import { readFileSync } from "node:fs";
import { license } from "./license.mjs";
import { nuget } from "./nuget.mjs";
import { vendored } from "./vendored.mjs";

const [root, commit, seconds, cache] = process.argv.slice(2);
if (!/^[0-9a-f]{40,64}$/.test(commit)) throw new Error(`This is no commit: ${commit}`);

const version = readFileSync(`${root}/Directory.Build.props`, "utf8").match(/<Version>(.+)<\/Version>/)[1];
const host = { ref: `SignGateway.Host@${version}`, lock: `${root}/src/SignGateway.Host/packages.lock.json` };
const packages = nuget(host, `${root}/src`, version, cache);
const library = vendored(root);

const unlicensed = packages.components.filter((component) => !component.licenses);
if (unlicensed.length > 0)
  console.error(`No licence is given for ${unlicensed.map(({ name }) => name).join(", ")}: not in ${cache}. Restore first.`);

const components = [...packages.components, library];
const document = {
  $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  serialNumber: `urn:uuid:${uuid(commit)}`,
  version: 1,
  metadata: {
    timestamp: new Date(Number(seconds) * 1000).toISOString(),
    component: {
      type: "application",
      "bom-ref": host.ref,
      name: "SignGateway.Host",
      version,
      licenses: license("Apache-2.0"),
      pedigree: { commits: [{ uid: commit }] },
    },
  },
  components: components.sort(byRef),
  dependencies: [
    { ref: host.ref, dependsOn: [...packages.direct, library["bom-ref"]].sort() },
    ...components.map(({ "bom-ref": ref }) => ({ ref, dependsOn: (packages.edges.get(ref) ?? []).sort() })),
  ],
};
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);

function byRef({ "bom-ref": left }, { "bom-ref": right }) {
  return left < right ? -1 : 1;
}

// Version 8 is the one whose bits are the writer's own affair.
function uuid(hex) {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
