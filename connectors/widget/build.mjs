// Builds dist/widget.js (one classic script) and says how large it is and its integrity hash;
// `--tests` builds the unit tests instead. Fails when the script outgrows its budget.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const BUDGET_KB = 25; // gzipped: a second on a slow phone
const SHARED = { bundle: true, target: 'es2020', charset: 'utf8', logLevel: 'warning' };

// Indentation means nothing in our code, styles and templates; it only takes room.
const unindented = {
  name: 'unindented',
  setup(builder) {
    builder.onLoad({ filter: /src\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/\n\s+/g, '\n'),
      loader: 'ts',
    }));
  },
};

async function buildWidget() {
  await build({
    ...SHARED,
    entryPoints: ['src/index.ts'],
    outfile: 'dist/widget.js',
    format: 'iife',
    minify: true,
    legalComments: 'eof', // Lit's licence asks for its notice
    plugins: [unindented],
  });
  const script = await readFile('dist/widget.js');
  const kilobytes = gzipSync(script, { level: 9 }).length / 1000;
  const hash = createHash('sha384').update(script).digest('base64');
  console.log(`dist/widget.js  ${kilobytes.toFixed(1)} kB gzipped (budget ${BUDGET_KB})  sha384-${hash}`);
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
