import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@gatehouse/event-store';
import { documentIdKey, DocumentIds } from '@gatehouse/privacy';
import type { ReadModels } from '@gatehouse/read-models';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import { collectionOf } from '../collections.js';
import { announced } from '../project-ledgers/project-lines.js';
import { HeldDocuments } from './held-documents.js';
import { ShownDocuments } from './shown-documents.js';

const SCHOOL = 'A1';
const LEDGER = 'ledger-A1.parent-portal';
const keyOf = (n: number) => n.toString(16).padStart(32, '0');
const ids = new DocumentIds(documentIdKey(Buffer.alloc(32, 1), SCHOOL));
const idOf = (n: number) => ids.documentId(keyOf(n));
const PLACE = { schoolId: SCHOOL, addOn: 'parent-portal', kind: 'student' } as const;
const BEGAN = '2026-09-01T02:00:00.000Z';
const HIDDEN_FROM = '2026-10-01T02:00:00.000Z';

let models: ReadModels;
let revision: number;
beforeEach(async () => {
  models = openEmbeddedReadModels(path.join(mkdtempSync(path.join(tmpdir(), 'held-')), 'read-models.db'));
  revision = 0;
  await models.write(
    [1, 2, 3].map((n) => ({
      collection: collectionOf('parent-portal', 'student'),
      schoolId: SCHOOL,
      id: idOf(n),
      rev: n,
      document: { id: idOf(n) },
    })),
  );
  await models.write([
    {
      collection: collectionOf('parent-portal', 'contact'),
      schoolId: SCHOOL,
      id: idOf(9),
      rev: 9,
      document: { id: idOf(9), children: [{ id: idOf(1) }, { id: idOf(2) }] },
    },
  ]);
});
afterEach(() => models.close());

function event(type: string, data: object, recordedAt = BEGAN): RecordedEvent {
  revision += 1;
  const metadata = { recordedAt };
  return {
    id: 'e',
    type,
    data: { ...data },
    metadata,
    stream: LEDGER,
    revision: 100 + revision,
    position: '0',
  };
}
const held = (records: number[], more: object = {}) =>
  event('WithdrawalsHeld', {
    kind: 'student',
    held: records.map(keyOf),
    returned: [],
    stood: 3,
    gone: 2,
    arrivalsWait: false,
    ...more,
  });

/** Projects these events, each by a projector that was just started when `apart`. @returns what was announced. */
async function project(events: RecordedEvent[], apart = false): Promise<string[]> {
  const batches = apart ? events.map((one) => [one]) : [events];
  const told: string[] = [];
  let documents = new HeldDocuments(models);
  for (const batch of batches) {
    if (apart) documents = new HeldDocuments(models);
    const projected = await documents.project(batch, () => ids);
    await models.write(projected.holds.flatMap(({ write }) => write ?? []));
    const changes = projected.holds.flatMap(({ rev, change }) => (change ? [{ rev, change }] : []));
    told.push(...announced(changes).map(({ documentId, change }) => `${nameOf(documentId)} ${change}`));
  }
  return told.sort();
}
const nameOf = (id: string) => [1, 2, 3, 9].find((n) => idOf(n) === id);
const seen = async (at: string, kind: 'student' | 'contact' = 'student', limit = 10) => {
  const page = await new ShownDocuments(models, { ...PLACE, kind }, new Date(at)).list({ limit });
  return page.map(({ id }) => nameOf(id)).sort();
};

describe.each([false, true])(
  'held documents, with a projector that is restarted at every line: %s',
  (apart) => {
    it('are seen for thirty days, and not from then on, whether or not a line says so', async () => {
      await project([held([1, 2])], apart);
      expect(await seen('2026-10-01T01:59:59.999Z')).toEqual([1, 2, 3]);
      expect(await seen(HIDDEN_FROM)).toEqual([3]);
      expect(await new ShownDocuments(models, PLACE, new Date(HIDDEN_FROM)).get(idOf(1))).toBeUndefined();
    });

    it('are named by nobody once they are hidden', async () => {
      await project([held([1])], apart);
      const contacts = new ShownDocuments(models, { ...PLACE, kind: 'contact' }, new Date(HIDDEN_FROM));
      const [found] = await contacts.list({ limit: 1 });
      expect(found?.document['children']).toEqual([{ id: idOf(2) }]);
    });

    it('are seen again when they are back, or were discarded: the thirty days begin anew', async () => {
      await project([held([1, 2]), held([2], { discardedAt: '2026-09-20T02:00:00.000Z' })], apart);
      expect(await seen(HIDDEN_FROM)).toEqual([2, 3]);
      expect(await seen('2026-10-20T02:00:00.000Z')).toEqual([3]);
      await project([held([], { returned: [keyOf(1)] })], apart);
      expect(await seen('2026-10-20T02:00:00.000Z')).toEqual([1, 3]);
    });

    it('are free of the hold when they went: who comes in again later is seen', async () => {
      await project([held([1]), event('StudentWithdrawn', { recordKey: keyOf(1) })], apart);
      expect(await seen('2027-01-01T00:00:00.000Z')).toEqual([1, 2, 3]);
    });

    it('leave the same bytes when their lines come again', async () => {
      const events = [
        held([1, 2]),
        event('StudentWithdrawn', { recordKey: keyOf(1) }),
        event('StudentExcluded', { recordKey: keyOf(3) }),
      ];
      await project(events, apart);
      const once = await seen(HIDDEN_FROM);
      await project(events, apart);
      expect(await seen(HIDDEN_FROM)).toEqual(once);
      expect(once).toEqual([1, 3]);
    });

    it('are announced as gone when they are hidden, and as present when they are seen again', async () => {
      expect(await project([held([1, 2])], apart)).toEqual([]);
      expect(await project([event('HeldHidden', { kind: 'student', records: [keyOf(1)] })], apart)).toEqual([
        '1 gone',
      ]);
      expect(await project([held([], { returned: [keyOf(1)] })], apart)).toEqual(['1 present']);
    });

    it('stay gone when a line changes one that is hidden', async () => {
      await project([held([1])], apart);
      const imported = (at: string) => event('StudentImported', { recordKey: keyOf(1) }, at);
      expect(await project([imported('2026-09-20T02:00:00.000Z')], apart)).toEqual([]);
      expect(await project([imported('2026-10-02T02:00:00.000Z')], apart)).toEqual(['1 gone']);
    });

    it('are hidden by the clock of the writer, although its lines are dated later', async () => {
      const line = held([1]);
      line.metadata = { recordedAt: '2027-09-01T02:00:00.000Z', observedAt: BEGAN };
      await project([line], apart);
      expect(await seen(HIDDEN_FROM)).toEqual([2, 3]);
    });

    it.each([
      ['a WithdrawalsHeld without its lists', () => event('WithdrawalsHeld', { kind: 'student' })],
      ['a WithdrawalsHeld at no time', () => ({ ...held([3]), metadata: { recordedAt: 'noon' } })],
      ['a HeldHidden of no kind', () => event('HeldHidden', { kind: 'x', records: [keyOf(1)] })],
    ])('are as they were after %s, which is told', async (_, broken) => {
      const documents = new HeldDocuments(models);
      const line = broken();
      const { holds, unreadable } = await documents.project([held([1]), line, held([2])], () => ids);
      expect(holds.map(({ write }) => write?.id)).toEqual([idOf(1), idOf(2)]);
      expect(unreadable).toMatchObject([{ revision: line.revision, error: 'LINE_MALFORMED' }]);
    });

    it('fill pages although hidden ones lie between', async () => {
      await project([held([1, 2])], apart);
      expect(await seen(HIDDEN_FROM, 'student', 1)).toEqual([3]);
    });
  },
);
