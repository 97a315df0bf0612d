import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const tsc = `${here}node_modules/typescript/bin/tsc`;

for (const [project, what] of [[".", "the client and its adapters"], ["uppy-5", "the adapter for Uppy 5"]]) {
  test(`${what} agree with their declared types, and with the libraries they are for`, () => {
    assert.ok(existsSync(tsc), "The packages are missing: npm ci --prefix tests/front-ends");
    const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, "-p", project], { cwd: here, encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  });
}
