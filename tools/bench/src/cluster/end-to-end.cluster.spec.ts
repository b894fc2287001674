import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { BenchReport } from '../report/bench-report.js';

const BENCH = fileURLToPath(new URL('../../bin/bench.mjs', import.meta.url));

describe('npm run bench', () => {
  it('synchronises the same world on the engines and on the embedded ones, or says why not', async () => {
    const sizes = ['--runs', '1', '--speed-schools', '1', '--pupils', '10'];
    const { stdout } = await promisify(execFile)(process.execPath, [
      BENCH,
      '--json',
      '--only',
      'engines',
      ...sizes,
    ]);
    const { engines } = JSON.parse(stdout) as BenchReport;
    if (!engines || 'unavailable' in engines) {
      expect(engines?.unavailable).toMatch(/./);
      return;
    }
    expect(engines.documents).toBeGreaterThan(10);
    expect(engines.ratio).toBeGreaterThan(0);
  });
});
