// Bundles the pages that the browser tests open: node bundle.mjs FOLDER
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const packages = `${here}node_modules`;
const outdir = process.argv[2];
const shared = {
  bundle: true,
  absWorkingDir: here,
  outdir,
  loader: { ".js": "jsx" },
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  // The client is a link; what its adapters import is found beside the link.
  preserveSymlinks: true,
  logLevel: "warning",
};

await build({ ...shared, entryPoints: ["client", "uppy-xhr-upload", "uppy-aws-s3", "antd", "react", "vue", "sample-v1", "sample-v4"].map((name) => `pages/${name}.js`), nodePaths: [packages] });
// The older Uppy lives in a folder of its own.
await build({ ...shared, entryPoints: ["pages/uppy-aws-s3-5.js"], nodePaths: [`${here}uppy-5/node_modules`, packages] });
