import { describe, expect, it } from '@jest/globals';
import type { Kind, KindRead } from '@gatehouse/contracts';
import { digestOfKeys, KINDS } from '@gatehouse/contracts';
import { aState } from '../../testing/a-state.js';
import { closeKind, sawAll } from './close-kinds.js';
import { SeenRecords } from './run-context.js';

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
const read = (keys: string[], unidentified = 0): KindRead => ({
  state: 'read',
  count: keys.length,
  digest: digestOfKeys(keys),
  unidentified,
});

describe('closing a kind', () => {
  it('withdraws what is gone, imported or excluded, once, and no other kind', () => {
    expect(closeKind('student', read(['s9']), seen('s9'), state)).toEqual({ gone: ['s1', 's2'] });
    expect(closeKind('student', read(['s1']), seen('s1'), state)).toEqual({ gone: ['s2'] });
  });

  it.each<[string, KindRead]>([
    [
      'unreadable',
      { state: 'unreadable', count: 1, digest: '', unidentified: 0, code: 'TIMED_OUT', message: '' },
    ],
    ['unidentified-records', read(['s9'], 1)],
  ])('withdraws nothing when it was %s', (why, sent) => {
    expect(closeKind('student', sent, seen('s9'), state)).toEqual({ gone: [], notClosed: why });
  });

  it('takes a kind that came back empty while records are kept for one that could not be read', () => {
    expect(closeKind('student', read([]), seen(), state)).toEqual({ gone: [], notClosed: 'empty' });
  });

  it('lets an empty kind withdraw what only stands there as excluded', () => {
    const excluded = aState({ kind: 'student', key: 's2', outcome: 'excluded' });
    expect(closeKind('student', read([]), seen(), excluded)).toEqual({ gone: ['s2'] });
  });

  it('keeps a record that failed, and says so', () => {
    const records = seen('s2');
    records.addFailed('student', 's1');
    expect(closeKind('student', read(['s1', 's2']), records, state)).toEqual({
      gone: [],
      notClosed: 'failed-records',
    });
  });

  it('does nothing for a kind that nobody may have', () => {
    expect(closeKind('student', { state: 'not-permitted' }, seen(), state)).toEqual({ gone: [] });
  });
});

describe('whether a writer saw all', () => {
  const all = (sent: KindRead) =>
    Object.fromEntries(
      KINDS.map((kind) => [kind, kind === 'student' ? sent : { state: 'not-permitted' }]),
    ) as Record<Kind, KindRead>;

  it('needs the count and the very keys', () => {
    expect(sawAll(['student'], all(read(['s1', 's2'])), seen('s2', 's1'))).toBe(true);
    expect(sawAll(['student'], all(read(['s1', 's2'])), seen('s1'))).toBe(false);
    expect(sawAll(['student'], all(read(['s1', 's2'])), seen('s1', 's3'))).toBe(false);
  });

  it('is asked of the part that was sent of an unreadable kind, too', () => {
    const part = { ...read(['s1']), state: 'unreadable', code: 'TIMED_OUT', message: '' } as KindRead;
    expect(sawAll(['student'], all(part), seen())).toBe(false);
    expect(sawAll(['student'], all(part), seen('s1'))).toBe(true);
  });
});
