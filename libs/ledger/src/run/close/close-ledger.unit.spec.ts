import { describe, expect, it } from '@jest/globals';
import type { Kind, KindRead } from '@gatehouse/schemas';
import { KINDS } from '@gatehouse/schemas';
import { aCall } from '../../../testing/a-call.js';
import { aState } from '../../../testing/a-state.js';
import { closeKind, sawAll } from './close-ledger.js';
import { SeenRecords } from '../run-context.js';

const state = aState(
  { kind: 'student', key: 's1', outcome: 'imported' },
  { kind: 'student', key: 's2', outcome: 'excluded' },
  { kind: 'student', key: 's3', outcome: 'withdrawn' },
  { kind: 'contact', key: 'c1', outcome: 'imported' },
);
const seen = (...keys: string[]) => {
  const records = new SeenRecords();
  for (const key of keys) records.add('student', key);
  return records;
};
const READ: KindRead = { state: 'read' };
const WAITS = { withdrawalsWait: true, arrivalsWait: false, stood: 2, gone: 2 };

describe('closing a kind', () => {
  const close = (call: ReturnType<typeof aCall>, read: KindRead = READ) =>
    closeKind('student', read, call, seen(...call.keys), state);

  it('withdraws what is gone, imported or excluded, once, and no other kind', () => {
    expect(close(aCall(['s9']))).toEqual({ gone: ['s1', 's2'], held: [] });
    expect(close(aCall(['s1']))).toEqual({ gone: ['s2'], held: [] });
  });

  it('withdraws nothing when it was unreadable, or held rows without an id', () => {
    const unreadable: KindRead = { state: 'unreadable', code: 'TIMED_OUT', message: '' };
    expect(close(aCall(['s9']), unreadable)).toEqual({ gone: [], held: [], notClosed: 'unreadable' });
    const some = aCall(['s9'], { unidentified: 1 });
    expect(close(some)).toEqual({ gone: [], held: [], notClosed: 'unidentified-records' });
  });

  it('lets the imported wait when too many are gone; who is excluded goes, and needs no holding', () => {
    expect(close(aCall(['s9'], { verdict: WAITS }))).toEqual({ gone: ['s2'], held: ['s1'] });
  });

  it('withdraws of a hold whose going a person approved, and an event that has ended', () => {
    const approved = aCall(['s9'], { verdict: WAITS, approved: new Map([['s1', 7]]) });
    expect(close(approved)).toEqual({ gone: ['s1', 's2'], held: [] });
    expect(close(aCall(['s9'], { verdict: WAITS, ended: new Set(['s1']) })).held).toEqual([]);
  });

  it('withdraws nobody of a kind that came back empty while records are kept, but by approval', () => {
    expect(close(aCall([], { verdict: WAITS }))).toEqual({ gone: [], held: ['s1'], notClosed: 'empty' });
    const approved = aCall([], { verdict: WAITS, approved: new Map([['s1', 7]]) });
    expect(close(approved)).toEqual({ gone: ['s1'], held: [], notClosed: 'empty' });
  });

  it('lets an empty kind withdraw what only stands there as excluded', () => {
    const excluded = aState({ kind: 'student', key: 's2', outcome: 'excluded' });
    expect(closeKind('student', READ, aCall([]), seen(), excluded)).toEqual({ gone: ['s2'], held: [] });
  });

  it('keeps a record that failed, and says so', () => {
    const records = seen('s2');
    records.addFailed('student', 's1');
    expect(closeKind('student', READ, aCall(['s1', 's2']), records, state)).toEqual({
      gone: [],
      held: [],
      notClosed: 'failed-records',
    });
  });

  it('does nothing for a kind that nobody may have', () => {
    const none = closeKind('student', { state: 'not-permitted' }, undefined, seen(), state);
    expect(none).toEqual({ gone: [], held: [] });
  });
});

describe('whether a writer saw all', () => {
  const all = (sent: KindRead) =>
    Object.fromEntries(
      KINDS.map((kind) => [kind, kind === 'student' ? sent : { state: 'not-permitted' }]),
    ) as Record<Kind, KindRead>;
  const saw = (call: ReturnType<typeof aCall> | undefined, records: SeenRecords, read: KindRead = READ) =>
    sawAll(['student'], all(read), new Map(call ? [['student', call]] : []), records);

  it('needs the whole roll call, and every record that was called', () => {
    expect(saw(aCall(['s1', 's2']), seen('s2', 's1'))).toBe(true);
    expect(saw(aCall(['s1', 's2']), seen('s1'))).toBe(false);
    expect(saw(aCall(['s1', 's2']), seen('s1', 's3'))).toBe(false);
    expect(saw(aCall(['s1'], { isComplete: false }), seen('s1'))).toBe(false);
    expect(saw(undefined, seen())).toBe(false);
    expect(saw(aCall([]), seen())).toBe(true);
  });

  it('is asked of the part that was sent of an unreadable kind, too', () => {
    const part: KindRead = { state: 'unreadable', code: 'TIMED_OUT', message: '' };
    expect(saw(aCall(['s1'], { whole: false }), seen(), part)).toBe(false);
    expect(saw(aCall(['s1'], { whole: false }), seen('s1'), part)).toBe(true);
  });
});
