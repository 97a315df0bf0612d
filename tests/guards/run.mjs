// Switches the guards of guards.json off one by one, and demands that their tests notice: "./test.sh guards [name…]".
//
// In a copy of the tree each guard, the expression between « and », becomes a choice: by the environment variable GUARD_OFF it is what the manifest
// has under "off", else what it was. So one build of each test project holds all of them. First every named test has to pass with all guards on;
// then each has to fail with its own guard off.
import { execFileSync, spawnSync } from "node:child_process";
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
  const environment = { ...process.env, GUARD_OFF: `${off}` };
  const { stdout, error } = spawnSync(`./tests/${project}/bin/${configuration}/net10.0/${project}`, ["-noLogo", "-noColor", ...methods],
    { cwd: copy, env: environment, maxBuffer: 256 << 20, timeout: limit, killSignal: "SIGKILL" });
  const output = (stdout ?? "").toString();
  const counts = output.match(/Total: (\d+), Errors: (\d+), Failed: (\d+)/);
  return { output, error, total: Number(counts?.[1] ?? 0), errors: Number(counts?.[2] ?? 0), failed: Number(counts?.[3] ?? 0) };
}

const started = Date.now();
const seconds = () => Math.round((Date.now() - started) / 1000);
copyTree();
arm();
const projects = [...new Set(guards.map((guard) => guard.project))];
for (const project of projects) {
  build(project);
  const tests = [...new Set(guards.filter((guard) => guard.project === project).map((guard) => guard.test))];
  const { output, total, errors, failed } = run(project, tests, "");
  if (total < tests.length || errors + failed > 0) {
    console.log(output);
    console.log(`${project}: with all guards on, ${total} ran of ${tests.length} or more, and ${errors + failed} failed`);
    process.exit(1);
  }

  console.log(`${project}: ${tests.length} tests pass with all guards on (${seconds()} s)`);
}

let unnoticed = 0;
for (const guard of guards) {
  const { total, failed, error } = run(guard.project, [guard.test], guard.number);
  const noticed = total > 0 && failed > 0;
  unnoticed += noticed ? 0 : 1;
  const what = noticed ? "failed as it must" : error ? "DID NOT END" : total === 0 ? "DID NOT RUN" : "NOT NOTICED";
  console.log(`guard ${guard.number}: ${guard.threat}: off -> ${what}${noticed ? "" : ` by ${guard.test}`}`);
}

console.log(`${guards.length} guards, ${unnoticed} not noticed (${seconds()} s)`);
process.exit(unnoticed > 0 ? 1 : 0);
