// Starts a server, stops it, and says so: nothing else keeps this process alive meanwhile.
import { GuardedProcess } from '../dist/guarded-process.js';

const [folder] = process.argv.slice(2);
await GuardedProcess.start('sleep', ['600'], `${folder}/log`).kill();
process.stdout.write('stopped');
