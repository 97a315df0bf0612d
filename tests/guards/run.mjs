// Switches the guards of guards.json off one by one, and demands that their tests notice: "./test.sh guards [name…]".
//
// In a copy of the tree each guard, the expression between « and », becomes a choice: by the environment variable GUARD_OFF it is what the manifest
// has under "off", else what it was. So one build of each test project holds all of them. First every named test has to pass with all guards on;
// then each has to fail with its own guard off.
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const wanted = process.argv.slice(2);
const guards = JSON.parse(readFileSync(join(root, "tests/guards/guards.json"), "utf8"))
  .map((guard, index) => ({ ...guard, number: index + 1 }))
  .filter((guard) => wanted.length === 0 || wanted.includes(guard.threat));
const configuration = "Release";
const limit = 180_000;
const atOnce = 2;

const copy = mkdtempSync(join(tmpdir(), "guards-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));

function copyTree() {
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, maxBuffer: 64 << 20 }).toString().split("\0").filter(Boolean);
  for (const file of files.filter((name) => !name.startsWith("docs/img/"))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
}

// Where the expression stands in its file, and what stands there instead.
function edit(guard, text) {
  const [before, expression, after] = guard.guard.split(/[«»]/);
  const at = text.indexOf(before + expression + after);
  if (at < 0 || text.indexOf(before + expression + after, at + 1) >= 0) {
    throw new Error(`guard ${guard.number}: its text is not exactly once in ${guard.file}`);
  }

  const choice = `(global::System.Environment.GetEnvironmentVariable("GUARD_OFF") == "${guard.number}" ? (${guard.off}) : (${expression}))`;
  return { from: at + before.length, to: at + before.length + expression.length, choice };
}

function arm() {
  for (const file of new Set(guards.map((guard) => guard.file))) {
    const text = readFileSync(join(copy, file), "utf8");
    const edits = guards.filter((guard) => guard.file === file).map((guard) => edit(guard, text)).sort((one, other) => other.from - one.from);
    writeFileSync(join(copy, file), edits.reduce((changed, { from, to, choice }) => changed.slice(0, from) + choice + changed.slice(to), text));
  }
}

function build(project) {
  // A choice between two constants is no constant any more, and makes warnings that are nobody's concern.
  const options = ["--configuration", configuration, "--nologo", "--verbosity", "quiet", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false"];
  const { status, stdout } = spawnSync("dotnet", ["build", `tests/${project}`, ...options], { cwd: copy, maxBuffer: 64 << 20 });
  if (status !== 0) {
    console.log([...new Set(stdout.toString().split("\n").filter((line) => line.includes("error")))].join("\n"));
    throw new Error(`${project} does not build with its guards switchable`);
  }
}

function run(project, tests, off) {
  const methods = tests.flatMap((test) => ["-method", `*.${test}`]);
  const options = { cwd: copy, env: { ...process.env, GUARD_OFF: `${off}` }, maxBuffer: 256 << 20, timeout: limit, killSignal: "SIGKILL" };
  return new Promise((done) => {
    execFile(`./tests/${project}/bin/${configuration}/net10.0/${project}`, ["-noLogo", "-noColor", ...methods], options, (error, output) => {
      const [total, errors, failed] = output.match(/Total: (\d+), Errors: (\d+), Failed: (\d+)/)?.slice(1).map(Number) ?? [0, 0, 0];
      done({ output, isKilled: error?.killed ?? false, total, errors, failed });
    });
  });
}

async function switchOff(guard) {
  const { total, failed, isKilled } = await run(guard.project, [guard.test], guard.number);
  const noticed = total > 0 && failed > 0;
  const what = noticed ? "failed as it must" : `${isKilled ? "DID NOT END" : total === 0 ? "DID NOT RUN" : "NOT NOTICED"} by ${guard.test}`;
  console.log(`guard ${guard.number}: ${guard.threat}: off -> ${what}`);
  return noticed;
}

const started = Date.now();
const seconds = () => Math.round((Date.now() - started) / 1000);
copyTree();
arm();
const projects = [...new Set(guards.map((guard) => guard.project))];
for (const project of projects) {
  build(project);
  const tests = [...new Set(guards.filter((guard) => guard.project === project).map((guard) => guard.test))];
  const { output, total, errors, failed } = await run(project, tests, "");
  if (total < tests.length || errors + failed > 0) {
    console.log(output);
    console.log(`${project}: with all guards on, ${total} ran of ${tests.length} or more, and ${errors + failed} failed`);
    process.exit(1);
  }

  console.log(`${project}: ${tests.length} tests pass with all guards on (${seconds()} s)`);
}

const waiting = [...guards];
let unnoticed = 0;
async function work() {
  for (let guard = waiting.shift(); guard; guard = waiting.shift()) {
    const noticed = await switchOff(guard);
    unnoticed += noticed ? 0 : 1;
  }
}

await Promise.all(Array.from({ length: atOnce }, work));
console.log(`${guards.length} guards, ${unnoticed} not noticed (${seconds()} s)`);
process.exit(unnoticed > 0 ? 1 : 0);
