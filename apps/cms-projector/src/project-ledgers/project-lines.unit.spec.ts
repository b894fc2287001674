import { describe, expect, it } from '@jest/globals';
import { cmsChangeSchema, KINDS } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { RingAnswer } from '@gatehouse/privacy';
import { canonicalJson, documentIdKey, DocumentIds, eventId, LineSeal, Personal } from '@gatehouse/privacy';
import { announced, lastLines, projectLine, recordLines } from './project-lines.js';

const SCHOOL = 'A1';
const LEDGER = 'ledger-A1.parent-portal';
const KEY = Buffer.alloc(32, 7);
const keyOf = (n: number) => n.toString(16).padStart(32, '0');
const ids = new DocumentIds(documentIdKey(Buffer.alloc(32, 1), SCHOOL));
const idOf = (n: number) => ids.documentId(keyOf(n));

function line(revision: number, record: number, values?: object): RecordedEvent {
  const id = eventId(LEDGER, revision);
  const place = { schoolId: SCHOOL, ledger: LEDGER, eventId: id };
  const sealed = values && new LineSeal(KEY).seal(place, new Personal<unknown>(values).map(canonicalJson));
  const type = values ? 'StudentImported' : 'StudentWithdrawn';
  const data = { recordKey: keyOf(record), ...(values ? { fields: [], generation: 1, sealed } : {}) };
  return { id, type, data, metadata: {}, stream: LEDGER, revision, position: String(revision) };
}
const projected = (...events: RecordedEvent[]) =>
  lastLines(recordLines(events).lines).map((each) => projectLine(each, { state: 'active', key: KEY }, ids));
const written = (...events: RecordedEvent[]) => projected(...events).flatMap(({ writes }) => writes);
const told = (...events: RecordedEvent[]) =>
  announced(projected(...events).flatMap(({ rev, changes }) => changes.map((change) => ({ rev, change }))));

describe('what is written for a line', () => {
  it('stands under the document id, and in the document', () => {
    expect(written(line(0, 1, { surname: 'Lee' }), line(1, 2))).toMatchObject([
      { schoolId: SCHOOL, id: idOf(1), rev: 0, document: { surname: 'Lee', id: idOf(1) } },
      { schoolId: SCHOOL, id: idOf(2), rev: 1, document: null },
    ]);
  });

  it('holds no record key', () => {
    const writes = written(line(0, 1, { students: [{ id: keyOf(2) }] }), line(1, 2));
    expect(JSON.stringify(writes)).not.toMatch(new RegExp(`${keyOf(1)}|${keyOf(2)}`));
  });
});

describe('what is announced', () => {
  it('is each document’s id and how it stands, and neither record key nor revision', () => {
    const changes = told(line(0, 1, { surname: 'Lee' }), line(7, 2));
    const about = { schoolId: SCHOOL, addOn: 'parent-portal', kind: 'student' };
    expect(changes).toHaveLength(2);
    expect(changes).toContainEqual({ ...about, documentId: idOf(1), change: 'present' });
    expect(changes).toContainEqual({ ...about, documentId: idOf(2), change: 'gone' });
    for (const change of changes) expect(cmsChangeSchema.strict().parse(change)).toEqual(change);
  });

  it('comes in the order of document ids: that of the lines would tell which line is meant', () => {
    const lines = Array.from({ length: 40 }, (_, n) => line(n, n));
    const ids = told(...lines).map(({ documentId }) => documentId);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(40);
  });
});

describe('a line that cannot be opened or read', () => {
  const whole = line(4, 1, { surname: 'Lee' });
  const withData = (change: object) => ({ ...whole, data: { ...whole.data, ...change } });
  const of = (event: RecordedEvent, key: RingAnswer = { state: 'active', key: KEY }) =>
    recordLines([event]).lines.map((each) => projectLine(each, key, ids));

  it('is whole, to begin with', () => {
    expect(of(whole)).toMatchObject([{ hidden: undefined, writes: [{ document: { surname: 'Lee' } }] }]);
  });

  it.each<[string, RecordedEvent, RingAnswer | undefined, string]>([
    ['its key is not known', whole, { state: 'unknown' }, 'KEY_UNKNOWN'],
    ['its key is damaged', whole, { state: 'damaged' }, 'KEY_DAMAGED'],
    ['another key is there', whole, { state: 'active', key: Buffer.alloc(32, 8) }, 'SEAL_BROKEN'],
    [
      'its seal was altered',
      withData({ sealed: `A${String(whole.data['sealed'])}` }),
      undefined,
      'SEAL_BROKEN',
    ],
    ['its seal is cut off', withData({ sealed: 'AAAA' }), undefined, 'SEAL_BROKEN'],
    ['it has no seal', withData({ sealed: null }), undefined, 'LINE_MALFORMED'],
    ['it has no fields', withData({ fields: undefined }), undefined, 'LINE_MALFORMED'],
    ['its generation is none', withData({ generation: 0 }), undefined, 'LINE_MALFORMED'],
    ['its id is another', { ...whole, id: eventId('another') }, undefined, 'SEAL_BROKEN'],
    ['its values are a list', line(4, 1, [1]), undefined, 'LINE_MALFORMED'],
    ['its members have no names', line(4, 1, { students: [{}] }), undefined, 'LINE_MALFORMED'],
  ])('hides its document where %s', (_, event, key, error) => {
    expect(of(event, key)).toEqual([
      expect.objectContaining({
        hidden: {
          schoolId: SCHOOL,
          addOn: 'parent-portal',
          kind: 'student',
          documentId: idOf(1),
          revision: 4,
          error,
        },
        writes: [expect.objectContaining({ id: idOf(1), rev: 4, document: null })],
        changes: [expect.objectContaining({ documentId: idOf(1), change: 'gone' })],
      }),
    ]);
  });

  it('hides its record in every kind where its type is not known', () => {
    const [projected] = of({ ...whole, type: 'StudentImportef' });
    expect(projected?.hidden).toMatchObject({ kind: undefined, documentId: idOf(1), error: 'LINE_UNKNOWN' });
    expect(projected?.writes.map(({ collection }) => collection.kind)).toEqual([...KINDS]);
  });

  it('hides nothing else: an exclusion takes its document away whatever else it says', () => {
    const event = { ...line(5, 1), type: 'StudentExcluded' };
    event.data = { ...event.data, reasons: 'x' };
    expect(of(event)).toMatchObject([{ hidden: undefined, writes: [{ document: null }] }]);
  });

  it.each<[string, RecordedEvent, string]>([
    ['it cannot be read', { ...whole, data: {}, metadata: {}, damaged: true }, 'EVENT_DAMAGED'],
    ['its record key is none', withData({ recordKey: 'x' }), 'LINE_MALFORMED'],
    ['nothing is known of it', { ...whole, type: 'x', data: {} }, 'LINE_UNKNOWN'],
  ])('is told without a document where %s', (_, event, defect) => {
    expect(recordLines([event])).toMatchObject({ lines: [], nameless: [{ defect, addOn: 'parent-portal' }] });
  });

  it('is none that is about many or about no record', () => {
    const others = ['RunFenced', 'RestrictionsApplied', 'WithdrawalsHeld', 'HeldHidden'];
    expect(recordLines(others.map((type) => ({ ...whole, type, data: {} })))).toEqual({
      lines: [],
      nameless: [],
    });
  });

  it.each<[string, Partial<RecordedEvent>]>([
    ['whole', { data: { from: '2026-09-01T02:00:00.000Z', error: 'TypeError' } }],
    ['damaged', { data: {}, metadata: {}, damaged: true }],
  ])('is none that only says whether its ledger is hidden, %s', (_, event) => {
    const saying = { ...whole, stream: 'hidden-A1.parent-portal', type: 'LedgerHidden', ...event };
    expect(recordLines([saying])).toEqual({ lines: [], nameless: [] });
  });
});
