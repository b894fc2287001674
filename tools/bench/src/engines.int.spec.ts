import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { adapterBenchmarks } from './adapters/adapter-benchmarks.js';
import type { BenchReport } from './report/bench-report.js';

const BENCH = fileURLToPath(new URL('../bin/bench.mjs', import.meta.url));

/** What `npm run bench -- --json` prints, with these arguments. */
async function bench(...args: string[]): Promise<BenchReport> {
  const { stdout } = await promisify(execFile)(process.execPath, [BENCH, '--json', ...args]);
  return JSON.parse(stdout) as BenchReport;
}

describe('npm run bench', () => {
  it('measures every adapter on every engine that is there, and names the others', async () => {
    const { adapters = [] } = await bench('--only', 'adapters', '--pairs', '1', '--work', '1');
    expect(adapters.map(({ engine }) => engine)).toEqual(['eventstore', 'kafka', 'mongodb']);
    for (const figures of adapters) {
      if ('unavailable' in figures) {
        expect(figures.unavailable).not.toBe('');
        continue;
      }
      const expected = adapterBenchmarks.filter(({ engine }) => engine === figures.engine);
      expect(figures.benchmarks.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
      for (const { ratio, cpuRatio } of figures.benchmarks) {
        expect(ratio).toBeGreaterThan(0);
        expect(cpuRatio).toBeGreaterThan(0);
      }
    }
  });

  it('synchronises the same world on the engines and on the embedded ones, or says why not', async () => {
    const sizes = ['--runs', '1', '--speed-schools', '1', '--pupils', '10'];
    const { engines } = await bench('--only', 'engines', ...sizes);
    if (!engines || 'unavailable' in engines) {
      expect(engines?.unavailable).toMatch(/./);
      return;
    }
    expect(engines.documents).toBeGreaterThan(10);
    expect(engines.ratio).toBeGreaterThan(0);
  });
});
