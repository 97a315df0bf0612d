import { byId, element } from "../elements.js";

const pages = {
  client: "Client",
  "uppy-xhr-upload": "Uppy xhr-upload",
  "uppy-aws-s3": "Uppy aws-s3",
  "uppy-aws-s3-5": "Uppy aws-s3 5",
  antd: "Ant Design",
  react: "React",
  vue: "Vue",
};
const { example } = document.body.dataset;

byId("pages").append(...Object.entries(pages).map(([name, title]) =>
  element("a", { href: `${name}.html`, ...(name === example && { "aria-current": "page" }) }, title)));

// The very file that the tests run.
const code = await (await fetch(`examples/${example}.js`)).text();
byId("code").textContent = code;
byId("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(code);
  byId("status").textContent = "Copied.";
});
