import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startSandbox } from './start-sandbox.js';

/** A sandbox that does this instead of becoming ready. */
function sandboxThat(does: string): string {
  const bin = path.join(mkdtempSync(path.join(tmpdir(), 'sandbox-')), 'sandbox.mjs');
  writeFileSync(bin, does);
  return bin;
}

describe('a sandbox that ends before it is ready', () => {
  const bin = sandboxThat(`process.kill(process.pid, 'SIGINT');`);

  it('is no trouble where the process is to stop: a Ctrl-C may reach both', async () => {
    await expect(startSandbox(AbortSignal.abort(), bin)).resolves.toBeUndefined();
  });

  it.each([
    ['SIGINT', bin],
    ['7', sandboxThat('process.exit(7);')],
  ])('is told with what it ended: %s', async (how, ending) => {
    const started = startSandbox(new AbortController().signal, ending);
    await expect(started).rejects.toMatchObject({ code: 'SANDBOX_NOT_STARTED' });
    await expect(started).rejects.toThrow(`ended with ${how} before`);
  });
});
