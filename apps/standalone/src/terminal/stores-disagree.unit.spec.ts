import { describe, expect, it } from '@jest/globals';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import { exitCodeOf } from './exit-code.js';
import { resultDocument } from './result-document.js';
import { withDisagreements } from './stores-disagree.js';

const completed = (schoolId: string): SchoolResult => ({
  schoolId,
  name: 'A school',
  runId: `${schoolId}-1`,
  outcome: 'completed',
  durationMs: 1,
  addOns: {},
  problems: [],
});

describe('a synchronisation of schools whose stores do not belong together', () => {
  const result = { schools: [completed('A'), completed('B')] };

  it('is as it is where none is in trouble', () => {
    expect(withDisagreements(result, new Map())).toEqual(result);
    expect(exitCodeOf(withDisagreements(result, new Map()))).toBe(0);
  });

  it('has failed for those, whatever their runs did, and says so', () => {
    const told = withDisagreements(result, new Map([['B', 'Two stores.']]));
    const problem = { code: 'STORES_DISAGREE', message: 'Two stores.' };
    expect(told.schools).toEqual([
      completed('A'),
      { ...completed('B'), outcome: 'failed', problems: [problem] },
    ]);
    expect(exitCodeOf(told)).toBe(1);
    expect(resultDocument(told)).toMatchObject({ error: problem });
  });
});
