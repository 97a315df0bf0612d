import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const folder = fileURLToPath(new URL("../../../wwwroot/client/", import.meta.url));
const modules = readdirSync(folder).filter((name) => name.endsWith(".js"));

test("the client is small: its modules as they stand, each compressed as a server would", () => {
  const bytes = modules.reduce((sum, name) => sum + gzipSync(readFileSync(folder + name)).length, 0);
  console.log(`measured: client gzipped=${bytes} bytes`);
  assert.ok(bytes < 8 * 1024, String(bytes));
});

test("its package holds every module, the adapters and the types, and nothing else", () => {
  const { stdout, stderr } = spawnSync("npm", ["pack", "--dry-run", "--json"], { cwd: folder, encoding: "utf8" });
  assert.ok(stdout, stderr);
  const files = JSON.parse(stdout)[0].files.map(({ path }) => path);
  const adapters = readdirSync(`${folder}adapters`).map((name) => `adapters/${name}`);
  assert.deepEqual(files.sort(), [...adapters, ...modules, "index.d.ts", "package.json"].sort());
});
