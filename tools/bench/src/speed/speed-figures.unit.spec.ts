import { describe, expect, it } from '@jest/globals';
import { median } from './median.js';
import { mustAgree } from './must-agree.js';
import { speedReport } from './speed-report.js';

describe('the median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 2], 2],
    [[10, 9, 1, 2], 5.5],
  ])('of %j is %d', (values, expected) => expect(median(values)).toBe(expected));
});

describe('a comparison', () => {
  it('takes the median of the pairs’ ratios, which slow moments of the machine do not move', () => {
    const pair = (pipeline: number, script: number) => {
      const times = (seconds: number) => ({ seconds, cpuSeconds: seconds, processSeconds: seconds });
      const ratio = pipeline / script;
      return {
        pipeline: times(pipeline),
        script: times(script),
        ratio,
        cpuRatio: ratio,
        processRatio: ratio,
      };
    };
    const pairs = [pair(2, 1), pair(20, 10), pair(3, 3)];
    const { first } = speedReport(300, pairs, pairs);
    expect(first.ratio).toBe(2);
    expect(first.pipeline).toMatchObject({ seconds: 3, recordsPerSecond: 100 });
  });
});

describe('pipeline and script', () => {
  const result = { records: 3, documents: { 'A1/parent-portal/student': 2 } };

  it('agree when they read and hold the same', () => {
    expect(() => mustAgree(result, structuredClone(result))).not.toThrow();
  });

  it.each([
    ['records', { ...result, records: 4 }, 'records: 3 and 4'],
    ['a document too few', { ...result, documents: {} }, 'A1/parent-portal/student: 2 and 0'],
    ['another place', { ...result, documents: { ...result.documents, x: 1 } }, 'x: 0 and 1'],
  ])('are refused when they differ in %s', (_, script, said) => {
    expect(() => mustAgree(result, script)).toThrow(said);
  });
});
