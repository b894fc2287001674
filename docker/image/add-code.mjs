// Puts the compiled code of the workspaces that are installed in a folder there: `add-code.mjs <built> <into>`.
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [built, into] = process.argv.slice(2);
const { workspaces } = JSON.parse(readFileSync(path.join(into, 'package.json'), 'utf8'));
for (const workspace of workspaces) {
  const dist = path.join(workspace, 'dist');
  cpSync(path.join(built, dist), path.join(into, dist), {
    recursive: true,
    filter: (file) => !file.endsWith('.map'),
  });
}
