// The browser build of ali-oss as npm has it, on a page of another origin, in Chromium.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { startReceiver } from "./receiver.mjs";
import { bucket, longTerm, region, startSimulator } from "./simulator.mjs";

const build = join(dirname(createRequire(import.meta.url).resolve("ali-oss/package.json")), "dist", "aliyun-oss-sdk.js");
const partSize = 100 * 1024;
const size = 5 * partSize + 7;
let simulator, receiver;

before(async () => ([simulator, receiver] = await Promise.all([startSimulator(), startReceiver()])));
after(() => Promise.all([simulator?.stop(), receiver?.stop()]));

for (const isV4 of [false, true]) {
  test(`${isV4 ? "V4" : "V1"}: puts and uploads in parts, with callbacks, and goes on after a refusal`, { timeout: 120_000 }, async () => {
    await simulator.faults({ parts: { number: 4, refuse: 1 } });
    const options = { ...longTerm, bucket, region, endpoint: simulator.url, sldEnable: true, authorizationV4: isV4, refreshSTSTokenInterval: 60_000 };
    const { put, failure, done, parts, isSame, error } = await runPage({ options, callback: receiver.callback, size, partSize });
    assert.equal(error, undefined);
    for (const { isGenuine, callback } of [put, parts]) {
      assert.ok(isGenuine);
      assert.deepEqual([callback.size, callback.mimeType, callback.album], [`${size}`, "image/jpeg", "7 ü"]);
    }

    assert.deepEqual([put.callback.operation, parts.callback.operation], ["PutObject", "CompleteMultipartUpload"]);
    assert.deepEqual([failure, done, isSame], ["ServiceUnavailable", 6, true]);
  });
}

/** Serves the page with its settings, opens it, and gives what it tells. */
async function runPage(settings) {
  const profile = mkdtempSync(join(tmpdir(), "ali-oss-chromium-"));
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  const server = createServer(async (request, response) => {
    if (request.url === "/result") {
      let text = "";
      for await (const chunk of request) text += chunk;
      response.end();
      return result.resolve(JSON.parse(text));
    }

    const [type, body] = {
      "/": ["text/html", readFileSync(new URL("page.html", import.meta.url))],
      "/aliyun-oss-sdk.js": ["text/javascript", readFileSync(build)],
      "/settings": ["application/json", JSON.stringify(settings)],
    }[request.url] ?? ["text/plain", "not here"];
    response.writeHead(200, { "content-type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  const browser = spawn("chromium", [...flags, `--user-data-dir=${profile}`, `http://127.0.0.1:${server.address().port}/`], { stdio: "ignore" });
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  ended.then((code) => result.reject(new Error(`Chromium ended with ${code}.`)));
  try {
    return await result.promise;
  } finally {
    browser.kill();
    await ended;
    server.closeAllConnections();
    server.close();
    await remove(profile);
  }
}

/** Chromium's helpers still write for a moment after it has ended, also into a folder that has just been emptied, so each try begins anew. */
async function remove(folder, tries = 100) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== "ENOTEMPTY" || tries === 0) {
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    await remove(folder, tries - 1);
  }
}
