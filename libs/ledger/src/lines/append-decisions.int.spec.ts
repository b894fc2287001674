import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { unsealLine, Personal, recordKeyId } from '@gatehouse/privacy';
import { LedgerBench } from '../../testing/ledger-bench.js';
import { appendDecisions } from './append-decisions.js';
import type { Decided, LineDocument } from './decided.js';
import type { Ledger } from './ledger.js';
import { LedgerMoved } from './ledger.js';

const KEY = 'a'.repeat(32);
let bench: LedgerBench;
let ledger: Ledger;

beforeEach(() => {
  bench = new LedgerBench();
  ledger = bench.ledger();
});
afterEach(() => bench.close());

const imported = (document: LineDocument, recordKey = KEY): Decided => ({
  kind: 'student',
  recordKey,
  outcome: 'imported',
  document: new Personal(document),
  fields: Object.keys(document).sort(),
});
const blocked: Decided = {
  kind: 'student',
  recordKey: KEY,
  outcome: 'excluded',
  reasons: ['PERSON_BLOCKED'],
};
const gone: Decided = { kind: 'student', recordKey: KEY, outcome: 'withdrawn', reason: 'NOT_IN_SOURCE' };
const append = (run: number, ...decisions: Decided[]) =>
  appendDecisions(bench.context(ledger, run), decisions);
const types = async () => (await bench.lines(ledger)).map((line) => line.type);
const keyState = async (generation: number) =>
  (await bench.keyRing.get([recordKeyId(ledger.stream, KEY, generation)]))[0]?.state;

describe('appending decisions', () => {
  it('writes one line for a new record, its values sealed under a key of its own', async () => {
    await append(1, imported({ forename: 'Ada', surname: null }));
    const [line] = await bench.lines(ledger);
    expect(line).toMatchObject({
      type: 'StudentImported',
      revision: 0,
      metadata: { run: 1, actor: 'contact-filter' },
    });
    expect(JSON.stringify(line)).not.toContain('Ada');
    const [key] = await bench.keyRing.get([recordKeyId(ledger.stream, KEY, 1)]);
    const place = { schoolId: 'A1', ledger: ledger.stream, eventId: line?.id ?? '' };
    const opened = unsealLine((key as { key: Buffer }).key, place, line?.data['sealed'] as string);
    expect(opened.reveal()).toEqual({ forename: 'Ada', surname: null });
  });

  it.each([
    ['an import', imported({ forename: 'Ada' })],
    ['an exclusion', blocked],
  ])(
    'writes nothing when %s is decided again as it stands, in this run or a later one',
    async (_, decided) => {
      expect(await append(1, decided)).toBe(1);
      expect(await append(1, decided)).toBe(0);
      expect(await append(2, decided, decided)).toBe(0);
    },
  );

  it('also writes nothing after the ledger was read anew from the store', async () => {
    await append(1, imported({ forename: 'Ada' }), imported({ forename: 'Ida' }, 'b'.repeat(32)));
    ledger = bench.ledger();
    await ledger.catchUp();
    expect(
      await append(2, imported({ forename: 'Ada' }), imported({ forename: 'Ida' }, 'b'.repeat(32))),
    ).toBe(0);
  });

  it('writes changed values under the same key', async () => {
    await append(1, imported({ forename: 'Ada' }));
    await append(2, imported({ forename: 'Adah' }));
    expect((await bench.lines(ledger)).map((line) => line.data['generation'])).toEqual([1, 1]);
  });

  it('destroys the key when the record is excluded, and makes a new one when it comes back', async () => {
    await append(1, imported({ forename: 'Ada' }));
    await append(2, blocked);
    expect(await keyState(1)).toBe('destroyed');
    await append(3, imported({ forename: 'Ada' }));
    expect([await keyState(1), await keyState(2)]).toEqual(['destroyed', 'active']);
    await append(4, gone);
    expect(await keyState(2)).toBe('destroyed');
    expect(await types()).toEqual([
      'StudentImported',
      'StudentExcluded',
      'StudentImported',
      'StudentWithdrawn',
    ]);
  });

  it('begins a new generation when a field may no longer be kept, and destroys the old one', async () => {
    await append(1, imported({ forename: 'Ada', surname: 'Quill' }));
    const context = bench.context(ledger, 2, { student: ['forename'] });
    await appendDecisions(context, [imported({ forename: 'Ada' })]);
    expect([await keyState(1), await keyState(2)]).toEqual(['destroyed', 'active']);
  });

  it('goes on to the next generation where a crash destroyed a key whose line was never left', async () => {
    await bench.keyRing.ensure([recordKeyId(ledger.stream, KEY, 1)]);
    await bench.keyRing.destroy([recordKeyId(ledger.stream, KEY, 1)]);
    await append(1, imported({ forename: 'Ada' }));
    expect((await bench.lines(ledger))[0]?.data['generation']).toBe(2);
  });

  it('appends nothing behind the back of another writer', async () => {
    const other = bench.ledger();
    await appendDecisions(bench.context(other, 1), [blocked]);
    await expect(append(1, imported({ forename: 'Ada' }))).rejects.toThrow(LedgerMoved);
    expect(await types()).toEqual(['StudentExcluded']);
  });

  it('gives the same decision the same id, and two of one record in one run different ones', async () => {
    await append(5, imported({ forename: 'Ada' }));
    await append(5, imported({ forename: 'Adah' }));
    const other = bench.ledger('email-text');
    await appendDecisions(bench.context(other, 5), [imported({ forename: 'Ada' })]);
    const ids = [...(await bench.lines(ledger)), ...(await bench.lines(other))].map((line) => line.id);
    expect(new Set(ids).size).toBe(3);
  });

  it('never dates a line before the one above it, even if the clock was set back', async () => {
    await append(1, imported({ forename: 'Ada' }));
    bench.time = new Date('2026-08-01T00:00:00Z');
    await append(2, blocked);
    const times = (await bench.lines(ledger)).map((line) => line.metadata['recordedAt']);
    expect(times).toEqual(['2026-09-01T02:00:00.000Z', '2026-09-01T02:00:00.000Z']);
  });
});
