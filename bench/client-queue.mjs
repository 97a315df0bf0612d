// Sends 200 small files through the client's queue in Chromium, each with a bar on the page, and prints how smoothly the page drew meanwhile. See bench/README.md.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/client-queue-`);
const children = [];
let host = "";

const page = () => `<!doctype html><meta charset="utf-8"><title>Queue</title><link rel="icon" href="data:,"><ul id="list"></ul><script type="module">
  import { createUploader } from "${host}/client/index.js";

  const signIn = { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"user":"alice"}' };
  const token = async () => (await (await fetch("${host}/demo/sign-in", signIn)).json()).token;
  const uploader = createUploader({ gateway: "${host}", token });

  async function upload(number) {
    const row = document.createElement("li");
    const bar = document.createElement("progress");
    row.append(number + ".bin ", bar);
    list.append(row);
    const file = new File([new Uint8Array(2000)], number + ".bin");
    row.append((await uploader.upload(file, { onProgress: (share) => (bar.value = share) })).state);
  }

  let frames = 0;
  let longest = 0;
  let last = performance.now();
  const started = last;
  requestAnimationFrame(function draw(now) {
    frames++;
    longest = Math.max(longest, now - last);
    last = now;
    requestAnimationFrame(draw);
  });
  const ends = await Promise.allSettled(Array.from({ length: 200 }, (_, number) => upload(number)));
  const seconds = (performance.now() - started) / 1000;
  const stored = ends.filter(({ status }) => status === "fulfilled").length;
  await fetch("/result", { method: "POST", body: JSON.stringify({ stored, seconds, frames, longest }) });
</script>`;

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

function start(command, args, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: "ignore" });
  children.push(child);
  child.on("error", ({ message }) => console.error(message));
}

try {
  const built = spawnSync("dotnet", ["build", `${root}src/SignGateway.Host`, "--configuration", "Release", "--nologo", "--verbosity", "quiet"], { stdio: "inherit" });
  if (built.status !== 0) throw new Error("The build failed.");

  let tell;
  const result = new Promise((resolve) => (tell = resolve));
  const server = createServer(async (request, response) => {
    if (request.method !== "POST") return response.setHeader("Content-Type", "text/html").end(page());
    let body = "";
    for await (const part of request) body += part;
    response.end();
    tell(JSON.parse(body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;

  host = `http://127.0.0.1:${await freePort()}`;
  start("dotnet", [`${root}src/SignGateway.Host/bin/Release/net10.0/SignGateway.Host.dll`, "--urls", host, "--contentRoot", root], {
    ASPNETCORE_ENVIRONMENT: "Development",
    Logging__LogLevel__Default: "Warning",
    SignGateway__DataFolder: `${folder}/data`,
    SignGateway__Simulator__Url: `http://127.0.0.1:${await freePort()}`,
    SignGateway__Cors__Origins__0: origin,
  });
  while (!(await fetch(`${host}/health/ready`).catch(() => null))?.ok) await new Promise((resolve) => setTimeout(resolve, 50));

  start("chromium", ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", `--user-data-dir=${folder}/browser`, origin]);
  const { stored, seconds, frames, longest } = await result;
  console.log(`${stored} of 200 files stored in ${seconds.toFixed(1)} s; ${(frames / seconds).toFixed(0)} frames per second (goal: 30 or more); longest frame ${longest.toFixed(0)} ms`);
  server.close();
} finally {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
