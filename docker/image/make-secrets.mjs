// Makes the secrets of an installation that are not there yet: `make-secrets.mjs <folder>` writes `<folder>/<secret>/value`.
//
// One that exists is never replaced: without its master key an installation can read nothing that it has kept.
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SECRETS = ['master-key', 'cms-api-key', 'wonde-token'];

const [root] = process.argv.slice(2);
for (const secret of SECRETS) {
  const folder = path.join(root, secret);
  const value = path.join(folder, 'value');
  if (existsSync(value)) continue;
  const draft = path.join(folder, `draft-${randomBytes(8).toString('hex')}`);
  // On the disk before anything is sealed with it.
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o400, flag: 'wx', flush: true });
  try {
    linkSync(draft, value);
    process.stderr.write(`Made ${value}\n`);
  } catch (error) {
    // Another one was quicker, and its secret stays.
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  const opened = openSync(folder);
  fsyncSync(opened);
  closeSync(opened);
}
