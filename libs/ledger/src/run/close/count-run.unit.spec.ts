import { describe, expect, it } from '@jest/globals';
import { aCall } from '../../../testing/a-call.js';
import { aState } from '../../../testing/a-state.js';
import { countRun } from './count-run.js';
import { SeenRecords } from '../run-context.js';

const called = (unidentified: number) => new Map([['contact' as const, aCall([], { unidentified })]]);

describe("a run's account of a ledger", () => {
  const state = aState(
    { kind: 'contact', key: 'old', outcome: 'imported', run: 1 },
    { kind: 'contact', key: 'out', outcome: 'excluded', run: 1, reasons: ['NO_PARENTAL_RESPONSIBILITY'] },
    { kind: 'contact', key: 'ordered', outcome: 'imported', run: 1 },
    { kind: 'contact', key: 'left', outcome: 'imported', run: 1 },
    { kind: 'contact', key: 'new', outcome: 'imported', run: 2 },
    {
      kind: 'contact',
      key: 'ordered',
      outcome: 'excluded',
      run: 2,
      reasons: ['ACTIVE_COURT_ORDER', 'NO_PARENTAL_RESPONSIBILITY'],
    },
    { kind: 'contact', key: 'left', outcome: 'withdrawn', run: 2 },
    { kind: 'employee', key: 'e', outcome: 'withdrawn', run: 2 },
  );
  const seen = new SeenRecords();
  for (const key of ['old', 'out', 'ordered', 'new']) seen.add('contact', key);
  seen.addFailed('contact', 'broken');
  const { counts, reasons, keptOut } = countRun(2, ['contact'], called(1), seen, state);

  it('counts a seen record under the line of this run, any other as unchanged', () => {
    expect(counts.contact).toEqual({
      seen: 6,
      imported: 1,
      excluded: 1,
      unchanged: 2,
      withdrawn: 2,
      held: 0,
      failed: 2,
      present: 2,
    });
  });

  it('adds up: seen = imported + excluded + unchanged + failed', () => {
    const { seen: all, imported, excluded, unchanged, failed } = counts.contact ?? { seen: -1 };
    expect(all).toBe((imported ?? 0) + (excluded ?? 0) + (unchanged ?? 0) + (failed ?? 0));
  });

  it('counts a record with two reasons under both, and apart from this run what stays out', () => {
    expect(reasons).toEqual({ ACTIVE_COURT_ORDER: 1, NO_PARENTAL_RESPONSIBILITY: 1 });
    expect(keptOut).toEqual({ ACTIVE_COURT_ORDER: 1, NO_PARENTAL_RESPONSIBILITY: 2 });
  });

  it('shows a kind that the add-on no longer takes when records of it were withdrawn', () => {
    expect(counts.employee).toMatchObject({ seen: 0, withdrawn: 1, present: 0 });
  });

  it('does not count a record twice that was excluded, then withdrawn, or changed twice in one run', () => {
    const twice = aState(
      { kind: 'contact', key: 'a', outcome: 'imported', run: 1 },
      { kind: 'contact', key: 'a', outcome: 'excluded', run: 2, reasons: ['PERSON_BLOCKED'] },
      { kind: 'contact', key: 'a', outcome: 'excluded', run: 2, reasons: ['ACTIVE_COURT_ORDER'] },
    );
    const one = new SeenRecords();
    one.add('contact', 'a');
    const counted = countRun(2, ['contact'], called(0), one, twice);
    expect(counted.counts.contact).toMatchObject({ seen: 1, excluded: 1, withdrawn: 1, unchanged: 0 });
    expect(counted.reasons).toEqual({ ACTIVE_COURT_ORDER: 1 });
  });
});
