import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
// What was restored for the Host, which its build wrote down beside the lock file.
const assets = JSON.parse(readFileSync(`${root}src/SignGateway.Host/obj/project.assets.json`, "utf8"));
const restored = Object.entries(assets.libraries).filter(([, { type }]) => type === "package");
const cache = Object.keys(assets.packageFolders)[0];
const commit = "0123456789abcdef0123456789abcdef01234567";

const text = written();
const document = JSON.parse(text);
const packages = document.components.filter(({ purl }) => purl?.startsWith("pkg:nuget/"));

test("the SBOM keeps to the schema of CycloneDX 1.6", async () => {
  assert.equal(document.specVersion, "1.6");
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assert.equal(await validator.validate(text), null);
  assert.notEqual(await validator.validate(text.replace('"SHA-512"', '"SHA-1024"')), null);
});

test("the SBOM has every package of the Host once, and no other", () => {
  assert.ok(restored.length > 0);
  assert.deepEqual(packages.map(({ name, version }) => `${name}/${version}`).sort(), restored.map(([name]) => name).sort());
  for (const { name, version, purl } of packages) assert.equal(purl, `pkg:nuget/${name}@${version}`);
});

test("the SBOM has every project that goes into the Host", () => {
  const projects = Object.entries(assets.libraries).filter(([, { type }]) => type === "project").map(([name]) => name);
  const own = document.components.filter(({ purl }) => !purl).map(({ name, version }) => `${name}/${version}`);
  assert.deepEqual(own.sort(), projects.sort());
});

test("a package's hash is that of what was restored", () => {
  for (const { name, version, hashes } of packages) {
    const expected = Buffer.from(assets.libraries[`${name}/${version}`].sha512, "base64").toString("hex");
    assert.deepEqual(hashes, [{ alg: "SHA-512", content: expected }]);
  }
});

test("every package says its licence", () => {
  for (const { name, licenses } of packages) assert.equal(licenses?.length, 1, name);
  assert.deepEqual(packages.find(({ name }) => name === "Npgsql").licenses, [{ license: { id: "PostgreSQL" } }]);
  const url = packages.find(({ name }) => name === "Portable.BouncyCastle").licenses[0].license.url;
  assert.equal(new URL(url).host, "www.bouncycastle.org");
});

test("without the restored packages only their licences are missing, and it says so", () => {
  const { stdout, stderr } = run({ NUGET_PACKAGES: `${root}none` });
  const without = (component) => (component.purl?.startsWith("pkg:nuget/") ? { ...component, licenses: undefined } : component);
  assert.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify({ ...document, components: document.components.map(without) })));
  assert.match(stderr, /Npgsql/);
});

test("the SBOM has each vendored library, and its files as they are shipped", () => {
  const vendored = document.components.filter(({ purl }) => purl?.startsWith("pkg:npm/"));
  assert.deepEqual(vendored.map(({ name }) => name), readdirSync(`${root}wwwroot/admin/vendor`));
  for (const { name, components } of vendored) {
    const folder = `wwwroot/admin/vendor/${name}`;
    assert.deepEqual(components.map((file) => file.name), readdirSync(`${root}${folder}`).map((file) => `${folder}/${file}`).sort());
    for (const file of components)
      assert.equal(file.hashes[0].content, createHash("sha512").update(readFileSync(root + file.name)).digest("hex"));
  }
});

test("from the Host one gets to everything in the SBOM", () => {
  const needs = new Map(document.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set([document.metadata.component["bom-ref"]]);
  for (const ref of reached) needs.get(ref).forEach((next) => reached.add(next));
  assert.deepEqual([...reached].sort(), [document.metadata.component["bom-ref"], ...document.components.map((component) => component["bom-ref"])].sort());
  assert.deepEqual(needs.get("pkg:nuget/StackExchange.Redis@1.2.6"), ["pkg:nuget/NETStandard.Library@1.6.1"]);
});

test("the commit alone gives the SBOM its number and time", () => {
  assert.equal(written(), text);
  assert.equal(document.metadata.timestamp, "2026-01-02T03:04:05.000Z");
  assert.deepEqual(document.metadata.component.pedigree.commits, [{ uid: commit }]);
  const next = JSON.parse(written({ SOURCE_COMMIT: commit.replace("0", "f") }));
  assert.notEqual(next.serialNumber, document.serialNumber);
  assert.deepEqual(next.components, document.components);
});

test("the SBOM names no path of the machine", () => {
  for (const path of [root, cache]) assert.ok(!text.includes(path));
});

function run(env = {}) {
  const settings = { NUGET_PACKAGES: cache, SOURCE_COMMIT: commit, SOURCE_DATE_EPOCH: "1767323045", ...env };
  return spawnSync(`${root}deploy/sbom.sh`, { encoding: "utf8", env: { ...process.env, ...settings } });
}

function written(env) {
  const { status, stdout, stderr } = run(env);
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "");
  return stdout;
}
