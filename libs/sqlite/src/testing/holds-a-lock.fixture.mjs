// Takes the lock, says whether it got it, and holds it until the process is ended.
import { setInterval } from 'node:timers';
import { FileLock } from '@gatehouse/sqlite';

process.on('disconnect', () => process.exit());

const result = FileLock.acquire(process.argv[2]);
process.send(result.ok);
setInterval(() => result, 1_000);
