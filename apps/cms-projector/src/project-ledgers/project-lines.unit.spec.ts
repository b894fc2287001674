import { describe, expect, it } from '@jest/globals';
import { cmsChangeSchema } from '@gatehouse/contracts';
import type { RecordedEvent } from '@gatehouse/event-store';
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
  const sealed = values && new LineSeal(KEY).seal(place, new Personal(values).map(canonicalJson));
  const type = values ? 'StudentImported' : 'StudentWithdrawn';
  const data = { recordKey: keyOf(record), ...(values ? { generation: 1, sealed } : {}) };
  return { id, type, data, metadata: {}, stream: LEDGER, revision, position: String(revision) };
}
const projected = (...events: RecordedEvent[]) =>
  lastLines(recordLines(events)).map((each) => projectLine(each, { state: 'active', key: KEY }, ids));
const written = (...events: RecordedEvent[]) => projected(...events).map(({ write }) => write);

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
    const changes = announced(projected(line(0, 1, { surname: 'Lee' }), line(7, 2)));
    const about = { schoolId: SCHOOL, addOn: 'parent-portal', kind: 'student' };
    expect(changes).toHaveLength(2);
    expect(changes).toContainEqual({ ...about, documentId: idOf(1), change: 'present' });
    expect(changes).toContainEqual({ ...about, documentId: idOf(2), change: 'gone' });
    for (const change of changes) expect(cmsChangeSchema.strict().parse(change)).toEqual(change);
  });

  it('comes in the order of document ids: that of the lines would tell which line is meant', () => {
    const lines = Array.from({ length: 40 }, (_, n) => line(n, n));
    const told = announced(projected(...lines)).map(({ documentId }) => documentId);
    expect(told).toEqual([...told].sort());
    expect(new Set(told).size).toBe(40);
  });
});
