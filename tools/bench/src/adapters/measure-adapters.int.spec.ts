import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { adapterBenchmarks } from './adapter-benchmarks.js';
import type { BenchReport } from '../report/bench-report.js';

const BENCH = fileURLToPath(new URL('../../bin/bench.mjs', import.meta.url));

describe('npm run bench', () => {
  it('measures every adapter on every engine that is there, and names the others', async () => {
    const args = [BENCH, '--json', '--only', 'adapters', '--pairs', '1', '--work', '1'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { adapters = [] } = JSON.parse(stdout) as BenchReport;
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
});
