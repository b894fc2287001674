// The main module of the thread that `startWritersThread` starts.
import { parentPort, workerData } from 'node:worker_threads';
import { createLogger, errorClass, Stalls } from '@gatehouse/service';
import { openExistingDataDirectory } from '../data-directory/data-directory.js';
import { openEmbeddedEngines } from '../data-directory/embedded-engines.js';
import { startLedgerWriters } from './ledger-writers.js';
import type { FromWritersThread, ToWritersThread, WritersThreadData } from './writers-thread.js';

const port = parentPort;
if (!port) throw new Error('This module is started as a thread, by startWritersThread.');
const say = (message: FromWritersThread) => port.postMessage(message);
const { folder, instance, logLevel } = workerData as WritersThreadData;
const asked = new AbortController();
const stopped = new Promise<void>((resolve) =>
  port.on('message', (message: ToWritersThread) => (message === 'stop' ? resolve() : asked.abort())),
);

const engines = openEmbeddedEngines(await openExistingDataDirectory(folder));
const logger = createLogger(logLevel);
const writers = await startLedgerWriters({
  engines,
  logger,
  stalls: new Stalls({ logger }),
  now: () => new Date(),
  instance,
  stop: asked.signal,
  observer: { onDecided: (schoolId, count) => say({ type: 'decided', schoolId, count }) },
  onFatal: (service, error) => say({ type: 'fatal', service, errorClass: errorClass(error) }),
});
say({ type: 'ready' });
await stopped;
await writers.stop();
await engines.close();
port.close();
