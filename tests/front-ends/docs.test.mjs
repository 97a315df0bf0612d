import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const docs = readFileSync(new URL("../../docs/front-ends.md", import.meta.url), "utf8");
const examples = new URL("../../wwwroot/demo/front-ends/examples/", import.meta.url);

// The page about the client itself shows less than a whole page's code.
for (const name of readdirSync(examples).filter((name) => name !== "client.js")) {
  test(`the documentation shows ${name} as it runs`, () => {
    assert.ok(docs.includes(`\n${readFileSync(new URL(name, examples), "utf8")}\`\`\`\n`));
  });
}
