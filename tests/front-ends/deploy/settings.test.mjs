import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { root, settings, text, yaml } from "./files.mjs";

const builds = ["Release", "Debug"].map((name) => `${root}src/SignGateway.Host/bin/${name}/net10.0/SignGateway.Host.dll`).filter(existsSync);
const host = builds.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0];
const server = yaml("deploy/compose.server.yaml")[0].services.gateway;
const base = settings("deploy/kubernetes/base/gateway.env");
const pair = { SignGateway__Credentials__AccessKeyId: "id", SignGateway__Credentials__AccessKeySecret: "secret" };
// Where nothing listens: that the ledger is away is what a start with good settings stops at.
const ledger = { SignGateway__Ledger__ConnectionString: "Host=127.0.0.1;Port=1;Database=d;Username=u;Password=p" };
const sealing = { SignGateway__Tickets__Keys__0__Secret: randomBytes(32).toString("base64") };
const rrsa = { ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/r", ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/p", ALIBABA_CLOUD_OIDC_TOKEN_FILE: "/token" };

const places = {
  "deploy/compose.yaml": [{ ...yaml("deploy/compose.yaml")[0].services.gateway.environment, ...ledger }, {}],
  "deploy/compose.server.yaml": [{ ...settings("deploy/server/gateway.env.example"), ...server.environment }, { ...pair, ...ledger, ...sealing }],
  "deploy/kubernetes/base": [base, { ...pair, ...ledger, ...sealing, SignGateway__Redis__ConnectionString: "redis:6379" }],
  "deploy/kubernetes/overlays/ack": [{ ...base, ...settings("deploy/kubernetes/overlays/ack/gateway.env"), ...rrsa }, { ...ledger, ...sealing }],
  "deploy/systemd": [settings("deploy/systemd/gateway.env.example"), { ...pair, ...ledger, ...sealing }],
};

test("the Host is built", () => assert.ok(host, "dotnet build src/SignGateway.Host"));

for (const [place, [environment, secrets]] of Object.entries(places)) {
  test(`${place}: the Host takes the settings, and the secrets from their files`, () => {
    const { status, error } = migrate(environment, secrets);
    assert.equal(status, 1, error);
    assert.doesNotMatch(error, /does not start/);
    assert.match(error, /ledger|database|127\.0\.0\.1|refused/i);
  });
}

test("a setting that is missing there would be named", () => {
  const [environment, { SignGateway__Tickets__Keys__0__Secret: gone, ...secrets }] = places["deploy/systemd"];
  assert.match(migrate(environment, secrets).error, /does not start[^]*Tickets:Keys:0/);
});

test("the secrets of the server and of the service are the same, and the Host needs each", () => {
  const credentials = text("deploy/systemd/sign-gateway.service").match(/^LoadCredential=[^:]+/gm).map((line) => line.slice("LoadCredential=".length));
  assert.deepEqual(credentials, server.secrets);
  assert.deepEqual(credentials.toSorted(), Object.keys({ ...pair, ...ledger, ...sealing }).sort());
});

function migrate(environment, secrets) {
  const folder = mkdtempSync(`${tmpdir()}/sg-`);
  try {
    for (const [name, value] of Object.entries(secrets)) writeFileSync(`${folder}/${name}`, `${value}\n`);
    const filled = Object.entries(environment).map(([name, value]) => [name, value.replace("EXAMPLE-BUCKET", "example-bucket").replace("ACCOUNT-ID", "1000000000000000")]);
    const env = { PATH: process.env.PATH, HOME: folder, ...Object.fromEntries(filled), SignGateway__DataFolder: folder, SignGateway__SecretsFolder: folder };
    const { status, stderr } = spawnSync("dotnet", [host, "migrate", "--contentRoot", root], { env, encoding: "utf8", timeout: 60_000 });
    return { status, error: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
