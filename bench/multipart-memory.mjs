// Sends files in parts through the browser client in Chromium, and prints what the gateway and the browser hold at most: flat, whatever the file's size. See bench/README.md.
// Usage: node bench/multipart-memory.mjs [MB…, default 100 10240]          Linux only (/proc).
import { spawn, spawnSync } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 10_240];
const key = randomBytes(32);
const part = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function token() {
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ iss: "bench", aud: "bench", sub: "alice", exp: Math.floor(Date.now() / 1000) + 36_000 })}`;
  return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
}

// A file of zeros in the page's own storage: on the disk like any other, and it takes no room there.
const page = (gateway, bytes) => `<!doctype html><meta charset="utf-8"><title>Parts</title><link rel="icon" href="data:,"><script type="module">
  import { createUploader } from "${gateway}/client/index.js";

  const folder = await navigator.storage.getDirectory();
  const handle = await folder.getFileHandle("large.bin", { create: true });
  const writable = await handle.createWritable();
  await writable.truncate(${bytes});
  await writable.close();
  const uploader = createUploader({ gateway: "${gateway}", token: "${token()}", multipartFrom: 1 });
  let heap = 0;
  const started = performance.now();
  const onProgress = () => (heap = Math.max(heap, performance.memory.usedJSHeapSize));
  const { state, size } = await uploader.upload(await handle.getFile(), { onProgress }).catch(({ code, message }) => ({ state: code + ": " + message, size: 0 }));
  await fetch("/result", { method: "POST", body: JSON.stringify({ state, size, heap, seconds: (performance.now() - started) / 1000 }) });
</script>`;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** Everything that a process and its children hold alone, and their share of the rest. */
function held(pid) {
  let sum = 0;
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const group = readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1].split(" ")[2];
      if (Number(group) === pid) sum += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/smaps_rollup`, "utf8"))[1]);
    } catch {
      // Gone in between, or nothing of its own.
    }
  }
  return sum / 1024;
}

const peak = (pid) => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

async function measure(megabytes) {
  const folder = mkdtempSync(`${tmpdir()}/multipart-memory-`);
  const children = [];
  function start(command, args, env = {}) {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: "ignore", detached: true });
    children.push(child);
    return child;
  }

  try {
    const storage = `http://127.0.0.1:${await freePort()}`;
    const gateway = `http://127.0.0.1:${await freePort()}`;
    let tell;
    const result = new Promise((resolve) => (tell = resolve));
    const server = createServer(async (request, response) => {
      if (request.method !== "POST") return response.setHeader("Content-Type", "text/html").end(page(gateway, megabytes * 1024 * 1024));
      let body = "";
      for await (const chunk of request) body += chunk;
      response.end();
      tell(JSON.parse(body));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const origin = `http://127.0.0.1:${server.address().port}`;

    start("dotnet", [`${root}src/OssSimulator/bin/Release/net10.0/OssSimulator.dll`, `--Simulator:Url=${storage}`, `--Simulator:DataFolder=${folder}/storage`]);
    const host = start("dotnet", [`${root}src/SignGateway.Host/bin/Release/net10.0/SignGateway.Host.dll`, "--urls", gateway, "--contentRoot", root], {
      ASPNETCORE_ENVIRONMENT: "Production",
      Logging__LogLevel__Default: "Warning",
      SignGateway__DataFolder: `${folder}/data`,
      SignGateway__PublicUrl: gateway,
      SignGateway__AllowPrivatePublicUrl: "true",
      SignGateway__Oss__Region: "cn-hangzhou",
      SignGateway__Oss__Bucket: "demo-bucket",
      SignGateway__Oss__Endpoint: storage,
      SignGateway__Oss__UrlStyle: "Path",
      SignGateway__Credentials__Source: "Static",
      SignGateway__Credentials__AccessKeyId: "simulator-key-id",
      SignGateway__Credentials__AccessKeySecret: "simulator-key-secret",
      SignGateway__Callback__PublicKeyUrls__0: storage,
      SignGateway__Tickets__Keys__0__Id: "bench",
      SignGateway__Tickets__Keys__0__Secret: randomBytes(32).toString("base64"),
      SignGateway__Profiles__default__Methods__0: "Multipart",
      SignGateway__Profiles__default__MaxBytes: String(2 ** 40),
      SignGateway__Cors__Origins__0: origin,
      Authentication__Schemes__Bearer__ValidIssuer: "bench",
      Authentication__Schemes__Bearer__ValidAudience: "bench",
      Authentication__Schemes__Bearer__SigningKeys__0__Issuer: "bench",
      Authentication__Schemes__Bearer__SigningKeys__0__Value: key.toString("base64"),
    });
    while (!(await fetch(`${gateway}/health/ready`).catch(() => null))?.ok) await new Promise((resolve) => setTimeout(resolve, 50));

    const browser = start("chromium", ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-precise-memory-info", "--disable-background-networking", "--disable-component-update", "--disable-sync", `--user-data-dir=${folder}/browser`, origin]);
    let browserPeak = 0;
    const sampling = setInterval(() => (browserPeak = Math.max(browserPeak, held(browser.pid))), 1000);
    const { state, size, heap, seconds } = await result;
    clearInterval(sampling);
    console.log(`${megabytes} MB: ${state}, ${size} bytes, in ${seconds.toFixed(0)} s; at most: gateway ${peak(host.pid).toFixed(0)} MB, browser ${browserPeak.toFixed(0)} MB, the page's scripts ${(heap / 2 ** 20).toFixed(1)} MB`);
    server.close();
  } finally {
    for (const child of children) process.kill(-child.pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

for (const project of ["SignGateway.Host", "OssSimulator"]) {
  const built = spawnSync("dotnet", ["build", `${root}src/${project}`, "--configuration", "Release", "--nologo", "--verbosity", "quiet"], { stdio: "inherit" });
  if (built.status !== 0) throw new Error("The build failed.");
}
for (const megabytes of sizes) await measure(megabytes);
process.exit();
