import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

export const text = (file) => readFileSync(root + file, "utf8");

/** The documents of a YAML file; a key that stands twice, or an anchor that is not there, is an error. */
export function yaml(file) {
  return parseAllDocuments(text(file), { merge: true }).map((document) => {
    if (document.errors.length + document.warnings.length > 0) throw new Error(`${file}: ${[...document.errors, ...document.warnings][0].message}`);
    return document.toJS();
  });
}

/** The settings of a file with one KEY=VALUE on a line, as Docker, Kustomize and systemd read it. */
export const settings = (file) =>
  Object.fromEntries(text(file).split("\n").filter((line) => /^[A-Za-z]/.test(line)).map((line) => [line.split("=", 1)[0], line.slice(line.indexOf("=") + 1)]));

/** What the Dockerfile says of one of its stages: the words of each instruction, by its name. */
export function stage(name) {
  const lines = text("deploy/Dockerfile").split("\n").filter((line) => !line.startsWith("#")).join("\n").replaceAll("\\\n", " ").split("\n").filter(Boolean);
  const start = lines.findIndex((line) => line.startsWith("FROM ") && line.endsWith(` AS ${name}`));
  const end = lines.findIndex((line, index) => index > start && line.startsWith("FROM "));
  return lines.slice(start, end < 0 ? undefined : end).map((line) => [line.split(" ", 1)[0], line.slice(line.indexOf(" ") + 1).trim()]);
}
