// Puts what an executable loads into one file: for fifteen hundred small ones Node.js takes four times as long at every
// start (ADR 0037). Images, which start once, load the files that `build.mjs` writes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, BUNDLES, modified, root, writeWhole } from './build.mjs';

/** Of each project with executables the compiled modules that processes and threads start with. */
const EXECUTABLES = new Map([
  ['apps/standalone', ['main.js', 'compose/writers-thread.main.js']],
  ['apps/wonde-ingest', ['main.js']],
  ['apps/permission-policy', ['main.js']],
  ['apps/contact-filter', ['main.js']],
  ['apps/calendar-sync', ['main.js']],
  ['apps/cms-projector', ['main.js']],
  ['tools/wonde-sandbox', ['main.js']],
]);

/** Loaded from where they are installed: with native parts or threads of their own, or not by every process. */
const APART = ['libsql', 'pino', 'kafkajs', 'mongodb', '@eventstore/*', '@grpc/*', '@faker-js/*'];

/** What CommonJS modules expect to find. */
const BANNER = `import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/** What libraries would load if it were installed and asked for. */
const NOT_INSTALLED = [
  ...['@nestjs/platform-express', '@nestjs/websockets', 'class-transformer', 'class-validator'],
  ...['@nats-io/*', 'amqp-connection-manager', 'amqplib', 'ioredis', 'mqtt', '@grpc/proto-loader'],
  ...['@fastify/multipart', '@fastify/static', '@fastify/view'],
];

/**
 * The file to load instead of a compiled main module, made anew if it is out of date; the module itself, where nothing is
 * bundled.
 *
 * @param {string} main its path.
 * @param {number} newest when the last change was to what is built, in milliseconds.
 */
export async function bundled(main, newest) {
  const project = path.relative(root, path.dirname(path.dirname(main)));
  if (!EXECUTABLES.has(project)) return main;
  if (isStale(project, newest)) await bundleApart(project);
  return bundleOf(project, path.basename(main));
}

const bundleOf = (project, entry) => path.join(root, project, 'dist', BUNDLES, path.basename(entry));

function isStale(project, newest) {
  // npm writes its own list of what is installed at every change.
  const others = ['package-lock.json', 'node_modules/.package-lock.json', 'tools/workspace/bundle.mjs'];
  const needed = Math.max(newest, ...others.map((name) => modified(path.join(root, name))));
  return EXECUTABLES.get(project).some((entry) => modified(bundleOf(project, entry)) < needed);
}

/**
 * In a process of its own, out of the terminal's reach: the bundler has one that would outlive the bundling, and that a Ctrl-C
 * would end in the middle of it.
 */
async function bundleApart(project) {
  const args = [fileURLToPath(import.meta.url), project];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr.on('data', (part) => (said += part));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${project} could not be bundled:\n${said}`);
}

async function bundle(projects) {
  const began = new Date();
  const { build: esbuild } = await import('esbuild');
  const entryPoints = projects.flatMap((project) =>
    EXECUTABLES.get(project).map((entry) => ({
      in: path.join(root, project, 'dist', entry),
      out: bundleOf(project, entry).replace(/\.js$/, ''),
    })),
  );
  const { outputFiles } = await esbuild({
    entryPoints,
    outdir: root,
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    // Errors and NestJS go by the names of classes.
    keepNames: true,
    external: [...APART, ...NOT_INSTALLED],
    banner: { js: BANNER },
    logLevel: 'error',
  });
  for (const { path: file, contents } of outputFiles) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeWhole(file, contents, began);
  }
}

/** `node bundle.mjs [project]`: one, or all that are out of date. */
async function main(project) {
  const began = performance.now();
  const { newest } = await build();
  const wanted = project ? [project] : [...EXECUTABLES.keys()].filter((one) => isStale(one, newest));
  if (wanted.length > 0) await bundle(wanted);
  process.stderr.write(
    `bundled ${wanted.length} executables in ${Math.round(performance.now() - began)} ms\n`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv[2]);
