import { describe, expect, it } from '@jest/globals';
import type { AddOnAccount } from '@gatehouse/schemas';
import { ADD_ONS, KINDS, noCounts, REASON_ROWS } from '@gatehouse/schemas';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import { resultTable } from './result-table.js';

const account = (change: Partial<AddOnAccount> = {}): AddOnAccount => ({
  state: 'ready',
  missing: [],
  kinds: { contact: { ...noCounts(), seen: 3, imported: 2, excluded: 1, present: 2 } },
  reasons: {},
  keptOut: { COURT_ORDER_NOT_RECORDED: 1 },
  ledger: { size: 3, rootHash: null },
  ...change,
});
const school = (change: Partial<SchoolResult>): SchoolResult => ({
  schoolId: 'A1',
  name: 'Oak Primary',
  runId: 'A1-1',
  outcome: 'completed',
  durationMs: 1234,
  addOns: {},
  problems: [],
  ...change,
});
const table = (change: Partial<SchoolResult>) => resultTable({ schools: [school(change)] });

describe('the result as a person reads it', () => {
  it('shows counts, why records stay out, what that means, and what only the school can decide', () => {
    const text = table({ addOns: { 'parent-portal': account() } });
    expect(text).toContain('Oak Primary (A1): completed, run A1-1, 1.2 s');
    expect(text).toMatch(
      /parent-portal\n +contact +2 +1 +0 +0 +0 +0 +2\n +kept out, by reason: COURT_ORDER_NOT_RECORDED 1\n/,
    );
    expect(text).toContain('the school has not decided what blank means');
    expect(text).toContain('--school A1 --blank-court-order no-order');
  });

  it('fits into eighty characters with the longest names and numbers', () => {
    const counts = { ...noCounts(), imported: 99999, unchanged: 99999, held: 9999, present: 99999 };
    const kinds = Object.fromEntries(KINDS.map((kind) => [kind, counts]));
    const keptOut = Object.fromEntries(REASON_ROWS.map(({ code }) => [code, 99999]));
    const addOns = Object.fromEntries(ADD_ONS.map((addOn) => [addOn, account({ kinds, keptOut })]));
    const [shown = ''] = table({ addOns }).split('\n  ? ');
    expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('names what is missing where an add-on is blocked, and counts nobody as kept out of it', () => {
    const blocked = account({ state: 'blocked', missing: ['Contacts email'], kinds: {} });
    const text = table({ addOns: { 'parent-portal': blocked } });
    expect(text).toContain('blocked: not approved: Contacts email');
    expect(text).not.toContain('COURT_ORDER_NOT_RECORDED');
  });

  it('still shows what a blocked add-on withdrew', () => {
    const kinds = { contact: { ...noCounts(), withdrawn: 7 } };
    const blocked = account({ state: 'blocked', missing: ['Contacts email'], kinds });
    expect(table({ addOns: { 'parent-portal': blocked } })).toMatch(
      /parent-portal\n +contact +0 +0 +0 +7 +0 /,
    );
  });

  it('says what went wrong with a school, and with all of them', () => {
    const problems = [{ code: 'SOURCE_REFUSED', message: 'Wonde answered 403.' }];
    expect(table({ outcome: 'failed', runId: null, problems })).toContain('! Wonde answered 403.');
    const nothing = resultTable({ schools: [], problem: { code: 'X', message: 'The token is wrong.' } });
    expect(nothing).toBe('Nothing was synchronised: The token is wrong.\n');
    expect(resultTable({ schools: [] })).toBe('No school has approved the app yet.\n');
  });
});
