// A thread that says there is news of a file as often as it is told to.
import { parentPort, workerData } from 'node:worker_threads';
import { FileSignal } from '@gatehouse/sqlite';

const signal = new FileSignal(workerData);
parentPort.on('message', () => signal.ring());
parentPort.postMessage('ready');
