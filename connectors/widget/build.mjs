// Builds dist/: widget.js (one classic script), widget.mjs (to import), a copy of the script under an address of
// its own that never changes, and widget.json with that address and its integrity hash.
// `--tests` builds the unit tests instead. Fails when the script outgrows its budget.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const BUDGET_KB = 25; // gzipped: a second on a slow phone
const SHARED = { bundle: true, target: 'es2020', charset: 'utf8', logLevel: 'warning' };
const LICENCE = '/*! Wegwijs: EUPL-1.2. Holds lit-html: Copyright 2017 Google LLC, BSD-3-Clause. */';
const STYLES = /css`([^`]*)`/g;
const PRIVATE = /private (?:static )?(?:readonly )?(?:async )?(?:get )?\*?(\w+)/g;

// Indentation means nothing in our code and templates, and styles can be said in fewer characters.
const shortened = {
  name: 'shortened',
  setup(builder) {
    builder.onLoad({ filter: /src\/.*\.ts$/ }, async ({ path }) => ({
      contents: await withShortStyles((await readFile(path, 'utf8')).replace(/\n\s+/g, '\n')),
      loader: 'ts',
    }));
  },
};

async function withShortStyles(source) {
  const sheets = [...source.matchAll(STYLES)].map(([, sheet]) => sheet);
  const options = { loader: 'css', minify: true, target: SHARED.target };
  const short = await Promise.all(sheets.map((sheet) => transform(sheet, options)));
  return source.replace(STYLES, () => `css\`${short.shift().code.trim().replaceAll('`', '')}\``);
}

/**
 * Our private members may have any name: one letter. Left alone is what the browser or the server also calls so,
 * and everything when the names of the browser are not at hand.
 */
async function privateNames() {
  const platform = (await readdir('node_modules/@typescript')).find((name) => name.startsWith('typescript-'));
  if (!platform) return undefined;
  const foreign =
    (await readFile(`node_modules/@typescript/${platform}/lib/lib.dom.d.ts`, 'utf8')) +
    (await readFile('src/types.ts', 'utf8'));
  const taken = new Set([...foreign.matchAll(/\b(\w+)[?(:]/g)].map(([, name]) => name));
  const files = (await readdir('src', { recursive: true })).filter((name) => name.endsWith('.ts'));
  const sources = await Promise.all(files.map((name) => readFile(`src/${name}`, 'utf8')));
  const own = sources.flatMap((source) => [...source.matchAll(PRIVATE)].map(([, name]) => name));
  return new RegExp(`^(${own.filter((name) => !taken.has(name)).join('|')})$`);
}

async function bundle(entry, outfile, format) {
  await build({
    ...SHARED,
    entryPoints: [entry],
    outfile,
    format,
    minify: true,
    legalComments: 'none',
    footer: { js: LICENCE },
    plugins: [shortened],
    mangleProps: await privateNames(),
  });
  return readFile(outfile);
}

/** Puts the script where it can be kept for ever; what was built before stays, for sites that still name it. */
async function publish(script) {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;
  const build = `${version}-${createHash('sha256').update(script).digest('hex').slice(0, 8)}`;
  await mkdir(`dist/${build}`, { recursive: true });
  await writeFile(`dist/${build}/widget.js`, script);
  await writeFile('dist/widget.json', JSON.stringify({ version, path: `/widget/${build}/widget.js`, integrity }));
  return integrity;
}

async function buildWidget() {
  await bundle('src/module.ts', 'dist/widget.mjs', 'esm');
  const script = await bundle('src/index.ts', 'dist/widget.js', 'iife');
  const kilobytes = gzipSync(script, { level: 9 }).length / 1000;
  const integrity = await publish(script);
  console.log(`dist/widget.js  ${kilobytes.toFixed(2)} kB gzipped (budget ${BUDGET_KB})  ${integrity}`);
  if (kilobytes > BUDGET_KB) process.exit(1);
}

// The desk's scripts, as npm has them; the gateway serves them (connectors/people/assets.py).
async function copyForDesk() {
  await mkdir('dist/desk', { recursive: true });
  await copyFile('node_modules/htmx.org/dist/htmx.min.js', 'dist/desk/htmx.min.js');
  await copyFile('node_modules/htmx-ext-sse/dist/sse.min.js', 'dist/desk/sse.min.js');
}

async function buildTests() {
  const names = (await readdir('test')).filter((name) => name.endsWith('.test.ts'));
  await build({
    ...SHARED,
    entryPoints: names.map((name) => `test/${name}`),
    outdir: '.tests',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    platform: 'node',
  });
}

if (process.argv.includes('--tests')) await buildTests();
else {
  await buildWidget();
  await copyForDesk();
}
