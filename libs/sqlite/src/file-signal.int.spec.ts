import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { FileSignal } from './file-signal.js';
import { newDataFile } from './testing/new-data-file.js';

const BUILD = new URL('../../../tools/workspace/build.mjs', import.meta.url);
const LONG = 600_000;

function newFile(): string {
  const file = newDataFile();
  writeFileSync(file, '');
  return file;
}

describe('news of a file', () => {
  it('wakes who waits for it, and is not missed when it comes between looking and waiting', async () => {
    const file = newFile();
    const [waiting, telling] = [new FileSignal(file), new FileSignal(file)];
    const seen = waiting.rings;
    const woken = waiting.after(seen, LONG);
    telling.ring();
    await woken;
    await waiting.after(seen, LONG);
  });

  it('wakes nobody who waits for another file', async () => {
    const waiting = new FileSignal(newFile());
    new FileSignal(newFile()).ring();
    await waiting.after(waiting.rings, 20);
    expect(waiting.rings).toBe(0);
  });

  it('reaches the other threads of the process', async () => {
    execFileSync(process.execPath, [fileURLToPath(BUILD)], { stdio: 'ignore' });
    const file = newFile();
    const signal = new FileSignal(file);
    const thread = new Worker(new URL('./testing/rings.fixture.mjs', import.meta.url), { workerData: file });
    await once(thread, 'message');
    const seen = signal.rings;
    thread.postMessage('ring');
    await signal.after(seen, LONG);
    expect(signal.rings).toBe(seen + 1);
    await thread.terminate();
  });
});
