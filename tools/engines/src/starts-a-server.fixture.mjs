// Starts a server that never ends by itself, and tells its process id.
import { setTimeout as pause } from 'node:timers/promises';
import { existsSync, readFileSync } from 'node:fs';
import { GuardedProcess } from '../dist/guarded-process.js';

process.on('disconnect', () => process.exit());

const [folder] = process.argv.slice(2);
const file = `${folder}/pid`;
GuardedProcess.start('sh', ['-c', `echo $$ > "${file}"; exec sleep 600`], `${folder}/log`);
while (!existsSync(file) || readFileSync(file, 'utf8') === '') await pause(5);
process.send(Number(readFileSync(file, 'utf8')));
