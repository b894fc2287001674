import { describe, expect, it } from '@jest/globals';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import { exitCodeOf } from './exit-code.js';

const school = (outcome: SchoolResult['outcome'], ...codes: string[]): SchoolResult => ({
  schoolId: 'A1',
  name: 'A',
  runId: null,
  outcome,
  durationMs: 1,
  addOns: {},
  problems: codes.map((code) => ({ code, message: '' })),
});

const HELD: SchoolResult['addOns'] = {
  'parent-portal': {
    state: 'ready',
    missing: [],
    kinds: {},
    reasons: {},
    keptOut: {},
    holds: {
      student: {
        since: '2026-09-01T02:00:00.000Z',
        withdrawals: 31,
        hidden: 0,
        hiddenFrom: '2026-10-01T02:00:00.000Z',
        arrivals: 0,
        answer: 'none',
      },
    },
    ledger: { size: 60, rootHash: null },
  },
};

describe('the exit code', () => {
  it.each<[number, string, SchoolResult[]]>([
    [0, 'all completed', [school('completed'), school('completed')]],
    [0, 'a school that is not, or no longer, approved is a result', [school('skipped', 'ACCESS_REVOKED')]],
    [0, 'no school at all', []],
    [4, 'the source refused', [school('failed', 'SOURCE_REFUSED')]],
    [5, 'the source could not be reached', [school('completed'), school('failed', 'SOURCE_UNREACHABLE')]],
    [5, 'what is not served is told beside it', [school('failed', 'SOURCE_UNREACHABLE', 'KIND_UNREAD')]],
    [0, 'a school that is in no list any more is a result', [school('skipped', 'SCHOOL_UNLISTED')]],
    [6, 'some kind could not be read', [school('partial', 'KIND_UNREADABLE')]],
    [7, 'something is held', [school('held')]],
    [7, 'something is held in one school', [school('completed'), school('held'), school('skipped')]],
    [6, 'the first that applies', [school('held'), school('partial', 'KIND_UNREADABLE')]],
    // Of a school in which both happened the run says partial; the table and the document tell what is held all the same.
    [6, 'the first that applies, in one school', [{ ...school('partial', 'KIND_UNREADABLE'), addOns: HELD }]],
    [1, 'anything unexpected', [school('failed', 'PERMISSIONS_EMPTY')]],
    [1, 'the first that applies', [school('partial'), school('failed', 'RUN_TIMED_OUT'), school('held')]],
    [4, 'the first that applies', [school('partial'), school('failed', 'SOURCE_REFUSED'), school('held')]],
    [5, 'the first that applies', [school('partial'), school('failed', 'SOURCE_UNREACHABLE')]],
  ])('is %d: %s', (code, _, schools) => {
    expect(exitCodeOf({ schools })).toBe(code);
  });

  it('is that of the problem when no school could be asked', () => {
    expect(exitCodeOf({ schools: [], problem: { code: 'SOURCE_REFUSED', message: '' } })).toBe(4);
    expect(exitCodeOf({ schools: [], problem: { code: 'SOURCE_UNREACHABLE', message: '' } })).toBe(5);
    expect(exitCodeOf({ schools: [], problem: { code: 'SOURCE_UNREADABLE', message: '' } })).toBe(1);
  });
});
