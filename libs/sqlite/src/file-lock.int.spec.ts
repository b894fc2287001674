import { afterEach, describe, expect, it } from '@jest/globals';
import { FileLock } from './file-lock.js';
import { ChildProcess, newDataFile } from './testing.js';

afterEach(() => ChildProcess.killAll());

const holder = new URL('./testing/holds-a-lock.fixture.mjs', import.meta.url);

describe('a file lock', () => {
  it('is held by one at a time, and free after its release', () => {
    const file = newDataFile('lock');
    const first = FileLock.acquire(file);
    expect(FileLock.acquire(file)).toEqual({ ok: false, heldByAnother: true });
    if (first.ok) first.lock.release();
    expect(FileLock.acquire(file).ok).toBe(true);
  });

  it('keeps other processes out, and is free the instant its process is killed', async () => {
    const file = newDataFile('lock');
    const child = ChildProcess.start(holder, [file]);
    await child.messages.untilCount(1);
    expect(child.messages.seen).toEqual([true]);
    expect(FileLock.acquire(file).ok).toBe(false);
    await child.kill();
    expect(FileLock.acquire(file).ok).toBe(true);
  });
});
