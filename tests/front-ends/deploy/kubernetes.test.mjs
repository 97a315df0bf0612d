import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { root, settings, stage, yaml } from "./files.mjs";

const base = "deploy/kubernetes/base";
const ack = "deploy/kubernetes/overlays/ack";
const kustomization = (folder) => yaml(`${folder}/kustomization.yaml`)[0];
const resources = (folder) => kustomization(folder).resources.filter((name) => name.endsWith(".yaml")).flatMap((name) => yaml(`${folder}/${name}`));
const manifests = [...resources(base), ...resources(ack)];
const one = (kind) => manifests.find((manifest) => manifest.kind === kind);
const [deployment, job] = [one("Deployment"), one("Job")];
const pods = [deployment, job].map(({ spec }) => spec.template);
const files = (folder) => kustomization(folder).resources.concat((kustomization(folder).patches ?? []).map(({ path }) => path)).filter((name) => name.endsWith(".yaml"));
const everything = [base, ack].flatMap((folder) => files(folder).flatMap((name) => yaml(`${folder}/${name}`)));
const models = (apiVersion) => `kubernetes-models/${apiVersion}`;
const carries = (labels, wanted) => Object.entries(wanted).every(([key, value]) => labels[key] === value);

test("every manifest keeps to Kubernetes' schema", async () => {
  for (const manifest of everything) {
    const { [manifest.kind]: Model } = await import(models(manifest.apiVersion));
    assert.doesNotThrow(() => new Model(manifest).validate(), `${manifest.kind} ${manifest.metadata.name}`);
  }
  const { Deployment } = await import(models("apps/v1"));
  assert.throws(() => new Deployment({ ...deployment, spec: { ...deployment.spec, replicas: "two" } }).validate());
});

// The validators let names pass that they do not know, as the API server does; the compiler does not.
test("no manifest has a field that Kubernetes does not know", { timeout: 120_000 }, () => {
  const { status, output } = compiled(everything);
  assert.equal(status, 0, output);
  const misspelt = structuredClone(deployment);
  misspelt.spec.template.spec.containers[0].readinesProbe = {};
  assert.match(compiled([misspelt]).output, /readinesProbe/);
});

test("Kustomize finds all that it is told of, and every file is told of", () => {
  for (const folder of [base, ack]) {
    const { resources, patches = [], configMapGenerator } = kustomization(folder);
    const named = [...resources, ...patches.map(({ path }) => path), ...configMapGenerator.flatMap(({ envs }) => envs)].filter((name) => !name.startsWith(".."));
    assert.deepEqual([...named, "kustomization.yaml"].sort(), readdirSync(root + folder).sort());
  }
  assert.deepEqual(kustomization(ack).resources.filter((name) => name.startsWith("..")), ["../../base"]);
  for (const { path } of kustomization(ack).patches)
    for (const { kind, metadata } of yaml(`${ack}/${path}`)) assert.equal(one(kind).metadata.name, metadata.name);
});

test("selectors choose the gateway's pods, and only the network's rules choose the migration's too", () => {
  const [gateway, migrate] = pods.map(({ metadata }) => metadata.labels);
  const selectors = {
    deployment: deployment.spec.selector.matchLabels,
    service: one("Service").spec.selector,
    budget: one("PodDisruptionBudget").spec.selector.matchLabels,
  };
  for (const [name, wanted] of Object.entries(selectors)) {
    assert.ok(carries(gateway, wanted), name);
    assert.ok(!carries(migrate, wanted), name);
  }
  for (const { labelSelector } of deployment.spec.template.spec.topologySpreadConstraints) assert.ok(carries(gateway, labelSelector.matchLabels));
  for (const labels of [gateway, migrate]) assert.ok(carries(labels, one("NetworkPolicy").spec.podSelector.matchLabels));
});

test("ports, maps, secrets and accounts that are named exist", () => {
  const [container] = deployment.spec.template.spec.containers;
  const http = container.ports.find(({ name }) => name === "http");
  assert.equal(String(http.containerPort), stage("gateway").find(([instruction]) => instruction === "EXPOSE")[1]);
  for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"]) assert.equal(container[probe].httpGet.port, "http");
  assert.equal(one("Service").spec.ports[0].targetPort, "http");
  const { service } = one("Ingress").spec.rules[0].http.paths[0].backend;
  assert.deepEqual([service.name, service.port.name], [one("Service").metadata.name, one("Service").spec.ports[0].name]);
  for (const folder of [base, ack])
    for (const { name } of kustomization(folder).images) for (const { spec } of pods) assert.equal(spec.containers[0].image, name);
  for (const { spec } of pods) {
    assert.equal(spec.serviceAccountName, one("ServiceAccount").metadata.name);
    assert.deepEqual(spec.containers[0].envFrom, [{ configMapRef: { name: kustomization(base).configMapGenerator[0].name } }]);
    const mounted = spec.containers[0].volumeMounts.map(({ name }) => name);
    assert.deepEqual(spec.volumes.map(({ name }) => name), mounted);
    const secrets = spec.containers[0].volumeMounts.find(({ name }) => name === "secrets");
    assert.equal(secrets.mountPath, settings(`${base}/gateway.env`).SignGateway__SecretsFolder);
  }
});

test("pods run as the image's user, write to their data alone, and may do nothing else", () => {
  const [uid, gid] = stage("gateway").find(([instruction]) => instruction === "USER")[1].split(":").map(Number);
  for (const { spec } of pods) {
    assert.deepEqual(spec.securityContext, { runAsNonRoot: true, runAsUser: uid, runAsGroup: gid, fsGroup: gid, seccompProfile: { type: "RuntimeDefault" } });
    assert.deepEqual(spec.containers[0].securityContext, { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } });
    assert.equal(spec.automountServiceAccountToken, false);
    assert.ok(spec.containers[0].resources.limits.memory);
  }
});

test("a pod that is to end has time for its pause and for the requests that are under way", () => {
  const { terminationGracePeriodSeconds, containers } = deployment.spec.template.spec;
  assert.ok(terminationGracePeriodSeconds > containers[0].lifecycle.preStop.sleep.seconds + 30);
  assert.deepEqual(deployment.spec.strategy.rollingUpdate, { maxSurge: 1, maxUnavailable: 0 });
});

test("no secret stands in what is committed", () => {
  assert.equal(everything.filter(({ kind }) => kind === "Secret").length, 0);
  for (const folder of [base, ack])
    for (const key of Object.keys(settings(`${folder}/gateway.env`))) assert.doesNotMatch(key, /Secret$|ConnectionString$|AccessKey/);
});

test("on ACK the role comes from the service account alone", () => {
  const patched = (kind) => kustomization(ack).patches.flatMap(({ path }) => yaml(`${ack}/${path}`)).find((manifest) => manifest.kind === kind);
  assert.equal(patched("Namespace").metadata.labels["pod-identity.alibabacloud.com/injection"], "on");
  assert.ok(patched("ServiceAccount").metadata.annotations["pod-identity.alibabacloud.com/role-name"]);
  assert.equal(settings(`${ack}/gateway.env`).SignGateway__Credentials__Source, "Oidc");
});

function compiled(all) {
  const here = fileURLToPath(new URL("..", import.meta.url));
  const folder = mkdtempSync(`${here}.manifests-`);
  try {
    const lines = all.map((manifest, index) => `import type { I${manifest.kind} as T${index} } from "${models(manifest.apiVersion)}/${manifest.kind}";\nexport const m${index}: Partial<T${index}> = ${JSON.stringify(manifest)};`);
    writeFileSync(`${folder}/manifests.ts`, lines.join("\n"));
    const options = ["--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--types", ""];
    const { status, stdout, stderr } = spawnSync(process.execPath, [`${here}node_modules/typescript/bin/tsc`, ...options, `${folder}/manifests.ts`], { cwd: here, encoding: "utf8" });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
