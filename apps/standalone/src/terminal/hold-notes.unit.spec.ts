import { describe, expect, it } from '@jest/globals';
import type { AddOn, AddOnAccount, Hold, Holds } from '@gatehouse/schemas';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import { holdNotes } from './hold-notes.js';
import { resultDocument } from './result-document.js';
import { resultTable } from './result-table.js';

const hold = (change: Partial<Hold> = {}): Hold => ({
  since: '2026-09-01T02:00:00.000Z',
  withdrawals: 31,
  hidden: 0,
  hiddenFrom: '2026-10-01T02:00:00.000Z',
  arrivals: 0,
  answer: 'none',
  ...change,
});
const account = (size: number, holds?: Holds): AddOnAccount => ({
  state: 'ready',
  missing: [],
  kinds: {},
  reasons: {},
  keptOut: {},
  ...(holds ? { holds } : {}),
  ledger: { size, rootHash: null },
});
const school = (
  addOns: { [addOn in AddOn]?: AddOnAccount },
  outcome: SchoolResult['outcome'] = 'held',
): SchoolResult => ({
  schoolId: 'S1',
  name: 'Beacon Hill',
  runId: 'S1-4',
  outcome,
  durationMs: 1,
  addOns,
  problems: [],
});
const notes = (...[addOns, outcome]: Parameters<typeof school>) => holdNotes(school(addOns, outcome), '');
const commands = (lines: readonly string[]) =>
  lines.filter((line) => line.includes('npx')).map((line) => line.trim().replace('npx gatehouse hold ', ''));
const WORDS = '--actor NAME --reason TEXT';

describe('what is held', () => {
  it('is told once for a kind: of what, since when, from when hidden, whose turn, and the commands', () => {
    const both = {
      'email-text': account(380, { student: hold() }),
      'parent-portal': account(412, { student: hold() }),
    };
    const shown = `--shown email-text=379,parent-portal=411 ${WORDS}`;
    expect(notes(both)).toEqual([
      '  ? 31 students are gone from the source, too many to go by themselves: held since 2026-09-01.',
      '    The school decides. Readers do not see them from 2026-10-01 on. Who they are; that they have left; or that the MIS is wrong:',
      '    npx gatehouse hold show --school S1 --kind student',
      `    npx gatehouse hold approve --school S1 --kind student ${shown}`,
      `    npx gatehouse hold discard --school S1 --kind student ${shown}`,
    ]);
    expect(holdNotes(school(both), ' --data-dir /d')[2]).toContain('hold show --data-dir /d --school S1');
  });

  it('is told of each kind, and with both numbers where add-ons differ', () => {
    const lines = notes({
      'email-text': account(3, {
        class: hold({ withdrawals: 4 }),
        contact: hold({ since: '2026-08-30T02:00:00.000Z' }),
      }),
      'parent-portal': account(3, { contact: hold({ withdrawals: 12 }) }),
    });
    expect(lines.filter((line) => line.startsWith('  ?'))).toEqual([
      expect.stringContaining(
        '12 to 31 contacts are gone from the source, too many to go by themselves: held since 2026-08-30.',
      ),
      expect.stringContaining('4 classes are gone'),
    ]);
    expect(commands(lines)[4]).toContain('--kind class --shown email-text=2 ');
  });

  it('is told of one record in the singular', () => {
    const lines = notes({ 'email-text': account(3, { class: hold({ withdrawals: 1 }) }) });
    expect(lines[0]).toContain('? 1 class is gone from the source');
  });

  it('says that the MIS must be put right, and how long readers see them', () => {
    const lines = notes({ 'email-text': account(3, { student: hold({ answer: 'discarded' }) }) });
    expect(lines[1]).toContain('The school said that the MIS is wrong');
    expect(commands(lines).map((command) => command.split(' ')[0])).toEqual(['show', 'approve']);
    const hidden = (change: Partial<Hold>) =>
      notes({ 'email-text': account(3, { student: hold(change) }) })[1] ?? '';
    expect(hidden({ hidden: 31, hiddenFrom: null })).toContain('Readers do not see them any more');
    expect(hidden({ hidden: 20 })).toContain(
      'Readers do not see 20 of them any more, and the others not from 2026-10-01 on.',
    );
  });

  it('is the school’s turn as long as one add-on waits for its answer', () => {
    const lines = notes({
      'email-text': account(3, { student: hold({ answer: 'discarded' }) }),
      'parent-portal': account(3, { student: hold() }),
    });
    expect(commands(lines).map((command) => command.split(' ')[0])).toEqual(['show', 'approve', 'discard']);
  });
});

describe('a change of MIS', () => {
  const changed = (change: Partial<Hold> = {}) =>
    notes({ 'parent-portal': account(9, { contact: hold({ arrivals: 33, ...change }) }) });

  it('has words of its own: restrictions first, then who is new and who is gone', () => {
    const lines = changed();
    expect(lines[0]).toBe(
      '  ? It looks like a change of MIS: 33 new contacts wait to come in, and 31 to go. Held since 2026-09-01.',
    );
    expect(lines.join('\n')).toContain(
      'Court orders and blocks that match nobody any more, if there are any, it moves first',
    );
    expect(commands(lines)).toEqual([
      'show --school S1 --kind contact',
      `approve --school S1 --kind contact --arrivals --shown parent-portal=8 ${WORDS}`,
      `approve --school S1 --kind contact --shown parent-portal=8 ${WORDS}`,
      `discard --school S1 --kind contact --shown parent-portal=8 ${WORDS}`,
    ]);
  });

  it('offers no way in while the school has let them in and restrictions match nobody', () => {
    const lines = changed({ answer: 'restrictions-unmatched' });
    expect(lines.join('\n')).toContain('court orders or blocks match nobody any more');
    expect(commands(lines).join('\n')).not.toContain('--arrivals');
  });

  it('asks for nothing about who is gone when they have gone', () => {
    const lines = changed({ withdrawals: 0, hiddenFrom: null });
    expect(commands(lines).map((command) => command.split(' --shown')[0])).toEqual([
      'show --school S1 --kind contact',
      'approve --school S1 --kind contact --arrivals',
    ]);
    expect(lines.join('\n')).not.toMatch(/hidden|Readers/);
  });

  it('that was called wrong waits for the MIS', () => {
    expect(changed({ answer: 'discarded' }).join('\n')).toContain('The school said that the MIS is wrong');
  });
});

describe('a hold that ended by itself', () => {
  const moot = hold({ withdrawals: 0, hiddenFrom: null, moot: true });

  it('is told in one line, once for all add-ons', () => {
    const both = {
      'email-text': account(3, { student: moot }),
      'parent-portal': account(3, { student: moot }),
    };
    expect(notes(both, 'completed')).toEqual([
      '  i What waited of the students ended by itself: no more are gone now than the limits allow.',
    ]);
    // Its last account is shown again when the school is skipped.
    expect(notes(both, 'skipped')).toEqual([]);
  });

  it('has not ended while something of the kind waits in another add-on', () => {
    const lines = notes({
      'email-text': account(3, { student: moot }),
      'parent-portal': account(3, { student: hold() }),
    });
    expect(lines[0]).toContain('31 students are gone');
    expect(commands(lines)[1]).toContain('--shown parent-portal=2 ');
  });
});

describe('the result', () => {
  it('tells a hold also of a run that is partial for something else', () => {
    const schools = [
      {
        ...school({ 'parent-portal': account(9, { student: hold() }) }, 'partial'),
        problems: [{ code: 'KIND_UNREADABLE', message: 'contact: Wonde answered 503.' }],
      },
    ];
    const text = resultTable({ schools });
    expect(text).toMatch(/partial.*\n[^]*! contact: Wonde answered 503\.\n {2}\? 31 students are gone/);
    expect(resultDocument({ schools })).toMatchObject({
      schools: [{ addOns: { 'parent-portal': { holds: { student: { withdrawals: 31, answer: 'none' } } } } }],
    });
  });

  it('says nothing of holds where nothing is held', () => {
    expect(notes({ 'email-text': account(3) })).toEqual([]);
  });
});
