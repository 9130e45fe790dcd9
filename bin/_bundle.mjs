// What bin/build-editor runs: one minified module, its licences beside it, and its size within the budget.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const OUTPUT = "static/js/bundles/editor.js";
const LICENSES = "static/js/bundles/LICENSES.txt";
const MOST = 150_000;

const made = await build({
  entryPoints: ["static/js/editor/main.js"],
  outfile: OUTPUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "warning",
});
const bundle = made.outputFiles[0].contents;
const names = [...new Set(Object.keys(made.metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]))];
const license = (name) => readFileSync(`node_modules/${name}/${readdirSync(`node_modules/${name}`).find((file) => /^licen[cs]e/i.test(file))}`, "utf8");
const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
const line = "-".repeat(59);
const licenses = names
  .filter(Boolean)
  .sort()
  .map((name) => `${name} ${version(name)}\n\n${license(name).trim()}\n`)
  .join(`\n${line}\n\n`);

const size = gzipSync(bundle, { level: 9 }).length;
console.log(`${OUTPUT}: ${bundle.length} bytes, ${size} gzipped`);
if (size > MOST) fail(`The bundle is over its budget of ${MOST} bytes gzipped.`);
if (process.argv.includes("--check")) {
  const same = Buffer.compare(readFileSync(OUTPUT), bundle) === 0 && readFileSync(LICENSES, "utf8") === `Packages in editor.js\n\n${licenses}`;
  if (!same) fail("The committed bundle is not what its source makes: run bin/build-editor.");
} else {
  writeFileSync(OUTPUT, bundle);
  writeFileSync(LICENSES, `Packages in editor.js\n\n${licenses}`);
}

function fail(words) {
  console.error(words);
  process.exit(1);
}
