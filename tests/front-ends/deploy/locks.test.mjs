import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { root, stage, text } from "./files.mjs";

const framework = "net10.0";
const lock = (project, name) => JSON.parse(text(`${project}/${name}`)).dependencies;

// Its own project, and those that it refers to, by the names of the folders beside it.
function graph(project, found = new Set()) {
  if (found.has(project)) return found;
  found.add(project);
  const name = project.split("/").at(-1);
  const file = [name, "HealthCheck"].map((candidate) => `${project}/${candidate}.csproj`).find((candidate) => existsSync(root + candidate));
  for (const [, reference] of text(file).matchAll(/<ProjectReference Include="\.\.\/([\w.]+)\//g)) graph(`src/${reference}`, found);
  return found;
}

const publishes = ["build", "build-simulator"].flatMap((name) => stage(name)).filter(([name, words]) => name === "RUN" && words.startsWith("dotnet publish "));

test("what the image restores is locked, and is what every build restores but for what its platform needs", () => {
  assert.equal(publishes.length, 4);
  for (const [, words] of publishes) {
    assert.match(words, / -p:RestoreLockedMode=true$/);
    const runtime = / --runtime (\S+)/.exec(words)[1];
    for (const project of graph(words.split(" ")[2])) {
      const { [framework]: common, [`${framework}/${runtime}`]: own = {}, ...more } = lock(project, `packages.${runtime}.lock.json`);
      assert.deepEqual(common, lock(project, "packages.lock.json")[framework], project);
      for (const [id, { resolved, contentHash }] of Object.entries(own)) assert.deepEqual([resolved, contentHash], [common[id].resolved, common[id].contentHash], id);
      assert.deepEqual(more, {});
    }
  }
});
