import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { root, text } from "./files.mjs";

const file = "deploy/systemd/sign-gateway.service";
const lines = text(file).split("\n").filter((line) => line && !line.startsWith("#"));
const values = (key) => lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));

// What each section may hold, for machines that have no systemd to ask.
const known = {
  Unit: "Description Wants After StartLimitIntervalSec",
  Service:
    "Type User Group WorkingDirectory ExecStart Restart RestartSec TimeoutStopSec LimitNOFILE Environment EnvironmentFile LoadCredential StateDirectory StateDirectoryMode UMask ProtectSystem ProtectHome PrivateTmp PrivateDevices ProtectProc ProtectClock ProtectControlGroups ProtectHostname ProtectKernelLogs ProtectKernelModules ProtectKernelTunables NoNewPrivileges CapabilityBoundingSet AmbientCapabilities RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID LockPersonality RemoveIPC KeyringMode SystemCallArchitectures SystemCallFilter SystemCallErrorNumber",
  Install: "WantedBy",
};

test("every key of the unit is one that its section has", () => {
  let section;
  for (const line of lines) {
    if (line.startsWith("[")) section = known[line.slice(1, -1)].split(" ");
    else assert.ok(section.includes(line.split("=", 1)[0]), line);
  }
});

// Nothing to ask with on a machine without systemd, where the test above has the last word.
if (existsSync("/usr/bin/systemd-analyze") && existsSync("/usr/bin/dotnet"))
  test("systemd itself finds no fault with the unit, and little to attack", () => {
    const verified = spawnSync("systemd-analyze", ["verify", root + file], { encoding: "utf8" });
    assert.equal(verified.status, 0, verified.stderr);
    assert.doesNotMatch(verified.stderr, /sign-gateway\.service/);
    const { stdout, stderr } = spawnSync("systemd-analyze", ["security", "--offline=true", root + file], { encoding: "utf8" });
    assert.ok(Number(/exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]) < 2.5, stdout + stderr);
  });

test("the service writes to its state and nowhere else, as a user without rights", () => {
  assert.deepEqual(values("ProtectSystem"), ["strict"]);
  assert.deepEqual(values("User"), ["sign-gateway"]);
  assert.deepEqual(values("CapabilityBoundingSet"), [""]);
  assert.ok(values("Environment").includes(`SignGateway__DataFolder=%S/${values("StateDirectory")[0]}`));
  assert.deepEqual(lines.filter((line) => line.startsWith("ReadWritePaths")), []);
});

test("secrets are handed on as credentials, none in the environment", () => {
  assert.ok(values("Environment").includes("SignGateway__SecretsFolder=%d"));
  for (const credential of values("LoadCredential")) {
    const [name, path] = credential.split(":");
    assert.equal(path, `/etc/sign-gateway/secrets/${name}`);
  }
});
