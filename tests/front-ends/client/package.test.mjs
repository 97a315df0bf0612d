import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const folder = fileURLToPath(new URL("../../../wwwroot/client/", import.meta.url));
const modules = readdirSync(folder).filter((name) => name.endsWith(".js"));
const partModules = readdirSync(`${folder}multipart`).map((name) => `multipart/${name}`);
const gzipped = (names) => names.reduce((sum, name) => sum + gzipSync(readFileSync(folder + name)).length, 0);

test("the client is small: its modules as they stand, each compressed as a server would", () => {
  const [bytes, parts] = [gzipped(modules), gzipped(partModules)];
  console.log(`measured: client gzipped=${bytes} bytes, for uploads in parts ${parts} more`);
  assert.ok(bytes < 8 * 1024, String(bytes));
  assert.ok(parts < 6 * 1024, String(parts));
});

test("what uploads in parts need is loaded by nobody else", () => {
  const importing = modules.filter((name) => /from "\.\/multipart/.test(readFileSync(folder + name, "utf8")));
  assert.deepEqual(importing, []);
});

test("its package holds every module, the adapters and the types, and nothing else", () => {
  const { stdout, stderr } = spawnSync("npm", ["pack", "--dry-run", "--json"], { cwd: folder, encoding: "utf8" });
  assert.ok(stdout, stderr);
  const files = JSON.parse(stdout)[0].files.map(({ path }) => path);
  const adapters = readdirSync(`${folder}adapters`).map((name) => `adapters/${name}`);
  assert.deepEqual(files.sort(), [...adapters, ...modules, ...partModules, "index.d.ts", "package.json"].sort());
});
