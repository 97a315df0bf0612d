import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { test } from "node:test";
import { root, text, yaml } from "./files.mjs";

const folder = ".github/workflows";
const workflows = Object.fromEntries(readdirSync(root + folder).map((name) => [name, yaml(`${folder}/${name}`)[0]]));
const jobs = Object.entries(workflows).flatMap(([file, { jobs }]) => Object.entries(jobs).map(([name, job]) => ({ file, name, job, jobs })));
const steps = jobs.flatMap(({ file, job }) => (job.steps ?? []).map((step) => ({ file, step })));

test("every action is pinned to a commit, its version beside it, the same everywhere", () => {
  const pins = new Map();
  for (const file of Object.keys(workflows))
    for (const line of text(`${folder}/${file}`).split("\n").filter((line) => /\buses:/.test(line) && !/uses: \.\//.test(line))) {
      const [, action, commit, version] = /uses: ([\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/.exec(line) ?? assert.fail(`${file}: ${line}`);
      assert.equal(pins.get(action) ?? `${commit} ${version}`, `${commit} ${version}`, action);
      pins.set(action, `${commit} ${version}`);
    }
  assert.ok(pins.size > 0);
});

test("a workflow may do nothing, and each job only what it names", () => {
  const allowed = { contents: ["read"], packages: ["write"], "id-token": ["write"], attestations: ["write"] };
  for (const [file, { permissions }] of Object.entries(workflows)) assert.deepEqual(permissions, {}, file);
  for (const { file, name, job } of jobs) {
    assert.ok(job.permissions, `${file}: ${name}`);
    for (const [scope, right] of Object.entries(job.permissions)) assert.ok(allowed[scope]?.includes(right), `${file}: ${name}: ${scope}: ${right}`);
  }
});

test("a called workflow gets the rights that its jobs ask for", () => {
  for (const { job, name } of jobs.filter(({ job }) => job.uses)) {
    const called = workflows[job.uses.replace("./.github/workflows/", "")];
    assert.ok(called && "workflow_call" in called.on, job.uses);
    for (const inner of Object.values(called.jobs)) for (const [scope, right] of Object.entries(inner.permissions)) assert.equal(job.permissions[scope], right, `${name}: ${scope}`);
  }
});

test("jobs wait for jobs that are there, end by themselves, and keep no token", () => {
  for (const { file, name, job, jobs: all } of jobs) {
    for (const need of [job.needs ?? []].flat()) assert.ok(all[need], `${file}: ${name} needs ${need}`);
    if (!job.uses) assert.ok(job["timeout-minutes"], `${file}: ${name}`);
  }
  for (const { file, step } of steps) {
    assert.equal(Number("uses" in step) + Number("run" in step), 1, file);
    if (step.uses?.startsWith("actions/checkout@")) assert.equal(step.with["persist-credentials"], false, file);
  }
});

test("no text from outside becomes part of a command", () => {
  for (const { file, step } of steps) assert.doesNotMatch(step.run ?? "", /\$\{\{/, file);
});

test("what a step runs is here", () => {
  for (const { step } of steps)
    for (const script of (step.run ?? "").match(/(?:\.\/|deploy\/)[\w-]+\.sh/g) ?? []) assert.ok(statSync(root + script).mode & 0o111, script);
  for (const { step } of steps) if (step.with?.file) assert.ok(existsSync(root + step.with.file));
});

test("a tag that is not the version, or not in the changelog, releases nothing", () => {
  const version = /<Version>(.*)<\/Version>/.exec(text("Directory.Build.props"))[1];
  const run = (...words) => spawnSync(`${root}deploy/version.sh`, words, { encoding: "utf8" });
  assert.equal(run().stdout, `${version}\n`);
  assert.equal(run("v9.9.9").status, 1);
  assert.match(run("v9.9.9").stderr, /v9\.9\.9.*Directory\.Build\.props says/);
  for (const place of ["deploy/kubernetes/base", "deploy/kubernetes/overlays/ack"]) assert.equal(yaml(`${place}/kustomization.yaml`)[0].images[0].newTag, version);
});

test("issue forms have what a form needs", () => {
  const forms = ".github/ISSUE_TEMPLATE";
  for (const name of readdirSync(root + forms).filter((name) => name !== "config.yml")) {
    const [form] = yaml(`${forms}/${name}`);
    assert.ok(form.name && form.description && form.body.some(({ type }) => type !== "markdown"), name);
    const ids = form.body.map(({ id }) => id).filter(Boolean);
    assert.equal(new Set(ids).size, ids.length, name);
    for (const { type, attributes } of form.body) {
      assert.ok(["markdown", "textarea", "input", "dropdown", "checkboxes"].includes(type), type);
      assert.ok(type === "markdown" ? attributes.value : attributes.label, name);
      if (["dropdown", "checkboxes"].includes(type)) assert.ok(attributes.options.length > 0, name);
    }
  }
});
