// Installs what one workspace needs at run time, and nothing else: `install.mjs <manifests> <workspace> <into>`.
//
// npm installs a workspace's neighbours with what they need for development. So it gets a project in which only the
// workspace and the libraries that it depends on exist, all without devDependencies, and the lock file as it is.
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [manifests, wanted, into] = process.argv.slice(2);
const read = (folder) => JSON.parse(readFileSync(path.join(manifests, folder, 'package.json'), 'utf8'));

const root = read('.');
const all = globSync(
  root.workspaces.map((pattern) => `${pattern}/package.json`),
  { cwd: manifests },
);
const folderOf = new Map(all.map(path.dirname).map((folder) => [read(folder).name, folder]));

const needed = new Map();
function need(folder) {
  if (needed.has(folder)) return;
  const manifest = read(folder);
  delete manifest.devDependencies;
  delete manifest.scripts;
  needed.set(folder, manifest);
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (folderOf.has(name)) need(folderOf.get(name));
  }
}
need(wanted);

const { name, version, type, overrides } = root;
const project = { name, version, private: true, type, overrides, workspaces: [...needed.keys()] };
for (const [folder, manifest] of [['.', project], ...needed]) {
  mkdirSync(path.join(into, folder), { recursive: true });
  writeFileSync(path.join(into, folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
}
for (const file of ['package-lock.json', '.npmrc'])
  copyFileSync(path.join(manifests, file), path.join(into, file));
execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--prefer-offline'], {
  cwd: into,
  stdio: 'inherit',
});

// The lock file does not say that these are for another C library.
for (const folder of globSync('node_modules/@libsql/*-musl', { cwd: into })) {
  rmSync(path.join(into, folder), { recursive: true });
}
// What only compilers and debuggers read. Licences stay.
for (const file of globSync('**/*.{map,ts,mts,cts}', { cwd: into })) {
  rmSync(path.join(into, file));
}
for (const file of ['package-lock.json', '.npmrc']) rmSync(path.join(into, file));
