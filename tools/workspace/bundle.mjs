// Puts what an executable loads into one file: for fifteen hundred small ones Node.js takes four times as long at every
// start (ADR 0037). Images, which start once, load the files that `build.mjs` writes.
import { utimes, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, BUNDLES, modified, root, writeWhole } from './build.mjs';

/** Of each project with executables the compiled modules that processes and threads start with. */
const EXECUTABLES = new Map([
  ['apps/standalone', ['main.js', 'compose/writers-thread.main.js']],
  ['apps/wonde-ingest', ['main.js']],
  ['apps/permission-policy', ['main.js']],
  ['apps/contact-filter', ['main.js']],
  ['apps/calendar-sync', ['main.js']],
  ['apps/cms-projector', ['main.js']],
  ['tools/gatehouse', ['main.js']],
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
 * @param {number} newest when the newest compiled file was written, in milliseconds.
 */
export async function bundled(main, newest) {
  const project = path.relative(root, path.dirname(path.dirname(main)));
  if (!EXECUTABLES.has(project)) return main;
  if (isStale(project, newest)) await bundle([project]);
  return bundleOf(project, path.basename(main));
}

const bundleOf = (project, entry) => path.join(root, project, 'dist', BUNDLES, path.basename(entry));

function isStale(project, newest) {
  const others = ['package-lock.json', 'tools/workspace/bundle.mjs'].map((name) => path.join(root, name));
  const needed = Math.max(newest, ...others.map(modified));
  return EXECUTABLES.get(project).some((entry) => modified(bundleOf(project, entry)) < needed);
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
    await writeWhole(file, contents);
    // What was compiled meanwhile is not in it.
    await utimes(file, began, began);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const began = performance.now();
  const { newest } = await build();
  const stale = [...EXECUTABLES.keys()].filter((project) => isStale(project, newest));
  if (stale.length > 0) await bundle(stale);
  process.stderr.write(
    `bundled ${stale.length} executables in ${Math.round(performance.now() - began)} ms\n`,
  );
}
