// The storage that ali-oss talks to: the simulator as it was built, on a free port, with a folder of its own.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const bucket = "demo-bucket";
export const region = "oss-cn-hangzhou";
export const longTerm = { accessKeyId: "simulator-key-id", accessKeySecret: "simulator-key-secret" };
export const roleArn = "acs:ram::1000000000000000:role/simulator-role";

const builds = ["Release", "Debug"].map((name) => fileURLToPath(new URL(`../../../src/OssSimulator/bin/${name}/net10.0/OssSimulator.dll`, import.meta.url)));

export async function startSimulator() {
  const [program] = builds.filter((path) => existsSync(path)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (!program) throw new Error("The simulator is not built: dotnet build src/OssSimulator");
  const folder = mkdtempSync(join(tmpdir(), "ali-oss-"));
  const child = spawn("dotnet", [program, "--Simulator:Url=http://localhost:0", `--Simulator:DataFolder=${folder}`], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      const found = /OSS simulator at (\S+\/),/.exec((text += chunk));
      if (found) resolve(found[1]);
    });
    child.once("exit", (code) => reject(new Error(`The simulator ended with ${code} before it listened.`)));
  });
  return {
    // By a name, as ali-oss takes an address for the real service's.
    url: url.replace("127.0.0.1", "localhost"),
    faults: async (faults) => {
      const answer = await fetch(`${url}_simulator/faults`, { method: "PUT", body: JSON.stringify(faults) });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
