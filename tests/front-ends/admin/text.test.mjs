import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import en from "../../../wwwroot/admin/text/en.js";
import zh from "../../../wwwroot/admin/text/zh.js";

const page = fileURLToPath(new URL("../../../wwwroot/admin", import.meta.url));
const isOwn = (path) => path.endsWith(".js") && !/(^|\/)(vendor|text)\//.test(path);
const paths = (await readdir(page, { recursive: true })).filter(isOwn);
const sources = await Promise.all(paths.map(async (path) => ({ path, code: await readFile(join(page, path), "utf8") })));
const all = sources.map(({ code }) => code).join("\n");

const matches = (pattern) => [...all.matchAll(pattern)].map(([, found]) => found);
const exact = matches(/\bt\(\s*"([^"]+)"/g);
const begun = matches(/\bt\(\s*`([^`$]+)\$\{/g);
// What stands before the value in wordFor, badge and the choices of a form.
const families = matches(/\b(?:wordFor|hasWord|badge|choice)\([^()]*?"([a-zA-Z.]+)"/g).map((family) => `${family}.`);
const prefixes = [...new Set([...begun, ...families, "state.", "evidence.", "verdict.", "code."])];

test("both languages have the same keys", () => {
  assert.deepEqual(Object.keys(zh), Object.keys(en));
});

test("every key that the code names has a text", () => {
  assert.ok(exact.length > 100);
  assert.deepEqual(exact.filter((key) => !(key in en)), []);
});

test("every family of words that the code names has words", () => {
  assert.deepEqual(prefixes.filter((prefix) => !Object.keys(en).some((key) => key.startsWith(prefix))), []);
});

test("no text is unused", () => {
  const used = new Set(exact);
  assert.deepEqual(Object.keys(en).filter((key) => !used.has(key) && !prefixes.some((prefix) => key.startsWith(prefix))), []);
});

test("both languages insert the same parameters", () => {
  const parameters = (text) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort();
  for (const key of Object.keys(en)) assert.deepEqual(parameters(zh[key]), parameters(en[key]), key);
});

test("no text is empty, and every count has a form for all numbers", () => {
  for (const text of [...Object.values(en), ...Object.values(zh)]) assert.ok(typeof text === "string" ? text.trim() : text.other.trim());
});

test("what the reader sees stands in the text files, not in the code", () => {
  // Anything with two words, or in Chinese, that is not a comment, a selector, or an error for developers.
  const withoutComments = sources.map(({ path, code }) => ({ path, code: code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replace(/new Error\([^)]*\)/g, "") }));
  const sentences = withoutComments.flatMap(({ path, code }) => [...code.matchAll(/"([^"\n]*[A-Z][a-z]+ [a-z][^"\n]*|[^"\n]*\p{Script=Han}[^"\n]*)"/gu)].map(([, text]) => `${path}: ${text}`));
  assert.deepEqual(sentences, []);
});

test("no code makes markup from text, and none sets a style by markup", () => {
  const forbidden = /\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|eval)\b|\belement\([^)]*\bstyle:|setAttribute\(\s*"(style|on\w+)"/;
  assert.deepEqual(sources.filter(({ code }) => forbidden.test(code)).map(({ path }) => path), []);
});

test("the page asks nobody else for anything", async () => {
  const files = [...all.matchAll(/https?:\/\/[^\s"'`]+/g), ...(await readFile(join(page, "index.html"), "utf8")).matchAll(/https?:\/\/[^\s"'`]+/g)];
  assert.deepEqual(files.map(([url]) => url), []);
});
