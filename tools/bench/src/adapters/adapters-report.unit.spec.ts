import { describe, expect, it } from '@jest/globals';
import { reportText } from '../report/report-text.js';
import { adapterFigure } from './adapters-report.js';

const turn = (seconds: number) => ({ seconds, cpuSeconds: seconds / 2 });
const pair = (ours: number, theirs: number) => ({ ours: turn(ours), theirs: turn(theirs) });

describe('the figure of an adapter', () => {
  it('is the median of the pairs’ ratios: below 1 when the adapter is slower', () => {
    const figure = adapterFigure({ name: 'append', unit: 'events' }, 100, [
      pair(2, 1),
      pair(40, 20),
      pair(3, 3),
    ]);
    expect(figure).toMatchObject({ ratio: 0.5, cpuRatio: 0.5 });
    expect(figure.adapter.perSecond).toBeCloseTo(100 / 3);
  });
});

describe('the report of the adapters', () => {
  it('marks what is below the target, and names an engine that was not available', () => {
    const benchmarks = [
      adapterFigure({ name: 'slow', unit: 'keys' }, 100, [pair(2, 1)]),
      adapterFigure({ name: 'quick', unit: 'keys' }, 100, [pair(1, 1)]),
    ];
    const text = reportText({
      adapters: [
        { engine: 'mongodb', how: 'a server', benchmarks },
        { engine: 'kafka', unavailable: 'no Java on this machine' },
      ],
    });
    expect(text).toMatch(/slow.*0\.50.*below 0\.80/);
    expect(text).not.toMatch(/quick.*below/);
    expect(text).toContain('kafka: NOT MEASURED, not available (no Java on this machine)');
  });
});
