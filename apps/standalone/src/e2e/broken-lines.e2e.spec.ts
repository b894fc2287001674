import { describe, expect, it } from '@jest/globals';
import { collectionOf } from '@gatehouse/cms-projector';
import { listHiddenLines, recoverHidden } from '@gatehouse/cms-projector/recover';
import type { CmsChange } from '@gatehouse/schemas';
import { cmsChangeSchema, ledgerStream, TOPICS } from '@gatehouse/schemas';
import { KeyRing } from '@gatehouse/privacy';
import { aSchool, contact, employee, SCHOOL, student } from '../../testing/a-school.js';
import { alterFile, removeFile } from '../../testing/altered-file.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';
import { readDocuments } from '../../testing/read-documents.js';

const OTHER = 'A1930499545';
const LEDGER = ledgerStream(SCHOOL, 'parent-portal');

const people = () => ({
  students: [student('kim', [contact('mum'), contact('dad')]), student('lee', [contact('mum')])],
  employees: [employee('ms-ng')],
});
const schools = () => [aSchool(people()), aSchool(people(), { id: OTHER })];

interface Row {
  position: number;
  id: string;
  type: string;
  data: string;
  metadata: string;
}
type Alteration = [what: string, change: (row: Row) => Partial<Row>, error: string];

const inData = (row: Row, change: (data: { [field: string]: unknown }) => object) => ({
  data: JSON.stringify(change(JSON.parse(row.data) as { [field: string]: unknown })),
});
const without = (field: string) => (row: Row) => inData(row, ({ [field]: _, ...rest }) => rest);
const flipped = (text: string, at: number) =>
  `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;

const ALTERED: Alteration[] = [
  ['its id', ({ id }) => ({ id: id.startsWith('0') ? `1${id.slice(1)}` : `0${id.slice(1)}` }), 'SEAL_BROKEN'],
  ['its type', ({ type }) => ({ type: `${type.slice(0, -1)}f` }), 'LINE_UNKNOWN'],
  [
    'a byte of its seal',
    (row) => inData(row, (data) => ({ ...data, sealed: flipped(String(data['sealed']), 40) })),
    'SEAL_BROKEN',
  ],
  ['its generation', (row) => inData(row, (data) => ({ ...data, generation: 7 })), 'KEY_UNKNOWN'],
  ['the end of its data', ({ data }) => ({ data: data.slice(0, -1) }), 'EVENT_DAMAGED'],
  ['its metadata', () => ({ metadata: '' }), 'EVENT_DAMAGED'],
  ['its seal, which is missing', without('sealed'), 'LINE_MALFORMED'],
  ['its fields, which are missing', without('fields'), 'LINE_MALFORMED'],
  ['its record key, which is missing', without('recordKey'), 'LINE_MALFORMED'],
];

/** The imports of the ledger in their order, as they are stored. */
const imports = (gate: Gate): Row[] =>
  alterFile(gate, 'events', (db) =>
    db.all<Row>(
      `SELECT e.position, e.id, e.type, e.data, e.metadata FROM events e JOIN streams s ON s.id = e.stream
       WHERE s.name = ? AND e.type LIKE '%Imported' ORDER BY e.position`,
      [LEDGER],
    ),
  );

const store = (gate: Gate, { position, id, type, data, metadata }: Row) =>
  alterFile(gate, 'events', (db) =>
    db.run('UPDATE events SET id = ?, type = ?, data = ?, metadata = ? WHERE position = ?', [
      id,
      type,
      data,
      metadata,
      position,
    ]),
  );

async function projectAnew(gate: Gate): Promise<void> {
  await gate.stop();
  removeFile(gate, 'readModels');
  await gate.start();
  await gate.services.projector.caughtUp();
}

const recover = ({ engines }: Gate) =>
  recoverHidden({ ...engines, keyRing: new KeyRing(engines.keyStore, engines.masterKey) });

const documents = async ({ engines }: Gate) =>
  Promise.all([SCHOOL, OTHER].map((school) => readDocuments(engines.readModels, school)));

/** All documents but that of this record in this add-on. */
async function allBut(gate: Gate, all: Awaited<ReturnType<typeof documents>>, row: Row) {
  const { recordKey } = JSON.parse(row.data) as { recordKey: string };
  const id = gate.documentIds().documentId(recordKey);
  const [own = {}, others] = all;
  const left = Object.entries(own).map(([name, ofKind]) => [
    name,
    name.startsWith('parent-portal/') ? ofKind.filter((document) => document['id'] !== id) : ofKind,
  ]);
  return { id, left: [Object.fromEntries(left), others] as unknown };
}

describe('one line that cannot be opened or read', () => {
  it.each(ALTERED)(
    'stops nobody else, and its document is hidden, where somebody altered %s',
    (_, change, error) =>
      given(schools(), async ({ gate }) => {
        const before = await documents(gate);
        await gate.stop();
        const rows = imports(gate);
        const places = [rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)] as Row[];
        for (const row of places) {
          await gate.stop();
          store(gate, { ...row, ...change(row) });
          gate.log.length = 0;
          await projectAnew(gate);
          const { id, left } = await allBut(gate, before, row);
          expect(await documents(gate)).toEqual(left);
          const [hidden, ...others] = await listHiddenLines(gate.engines.readModels);
          expect(others).toEqual([]);
          expect(hidden).toMatchObject({ schoolId: SCHOOL, addOn: 'parent-portal', error });
          expect([id, undefined]).toContain(hidden?.documentId);
          expect(gate.log.join()).toContain(`"schoolId":"${SCHOOL}","addOn":"parent-portal"`);
          expect(gate.log.join()).not.toContain('died');
          expect(gate.log.join()).not.toMatch(/Forename|Surname/);
          expect(await recover(gate)).toMatchObject({ recovered: [], left: [{ error }] });

          await gate.stop();
          store(gate, row);
          await gate.start();
          expect(await recover(gate)).toMatchObject({ recovered: [{ error }], left: [] });
          expect(await documents(gate)).toEqual(before);
          expect(await listHiddenLines(gate.engines.readModels)).toEqual([]);
          expect(await recover(gate)).toEqual({ recovered: [], left: [] });
        }
      }),
  );
});

describe('a key that is lost or damaged', () => {
  it.each([
    ['lost', 'DELETE FROM keys WHERE id LIKE ?', 'KEY_UNKNOWN'],
    ['damaged', "UPDATE keys SET wrapped = x'00112233' WHERE id LIKE ?", 'KEY_DAMAGED'],
  ])('(%s) hides what it sealed until it is restored, and the next run seals it anew', (_, sql, error) =>
    given(schools(), async ({ gate, when }) => {
      const before = await documents(gate);
      const id = gate.documentIdOf('contact', 'mum');
      const keyId = `record/${LEDGER}/${gate.keyOf('contact', 'mum')}/%`;
      await gate.stop();
      const [kept] = alterFile(gate, 'keys', (db) =>
        db.all<{ id: string; destroyed: number; wrapped: ArrayBuffer }>(
          'SELECT * FROM keys WHERE id LIKE ?',
          [keyId],
        ),
      );
      alterFile(gate, 'keys', (db) => db.run(sql, [keyId]));
      await projectAnew(gate);
      const hidden = { schoolId: SCHOOL, addOn: 'parent-portal', kind: 'contact', documentId: id, error };
      expect(await listHiddenLines(gate.engines.readModels)).toMatchObject([hidden]);
      expect(
        (await gate.documents('parent-portal', 'contact')).map((document) => document['id']),
      ).not.toContain(id);
      expect((await gate.documents('email-text', 'contact')).map((document) => document['id'])).toContain(id);
      const announced: CmsChange[] = [];
      for await (const { value } of gate.engines.bus.read(TOPICS.cmsChanges))
        announced.push(cmsChangeSchema.parse(value));
      const { change } = announced.findLast(
        ({ addOn, documentId }) => addOn === 'parent-portal' && documentId === id,
      )!;
      expect(change).toBe('gone');

      await gate.stop();
      alterFile(gate, 'keys', (db) => {
        db.run('DELETE FROM keys WHERE id LIKE ?', [keyId]);
        db.run('INSERT INTO keys (id, destroyed, wrapped) VALUES (?, 0, ?)', [
          kept!.id,
          new Uint8Array(kept!.wrapped),
        ]);
      });
      await gate.start();
      expect(await recover(gate)).toMatchObject({ recovered: [hidden], left: [] });
      expect(await documents(gate)).toEqual(before);

      // Lost for good: whoever is still in comes in again under another key, and nobody else does.
      await gate.stop();
      alterFile(gate, 'keys', (db) => db.run(sql, [keyId]));
      await projectAnew(gate);
      await when();
      expect(await documents(gate)).toEqual(before);
      expect(await listHiddenLines(gate.engines.readModels)).toEqual([]);
    }),
  );
});

describe('an event of a school’s runs that cannot be read', () => {
  it('holds that school back until a run has completed, and no other', () =>
    given(schools(), async ({ gate, when }) => {
      await gate.stop();
      alterFile(gate, 'events', (db) =>
        db.run(
          `UPDATE events SET data = '' WHERE type = 'SyncRunCompleted'
           AND stream = (SELECT id FROM streams WHERE name = ?)`,
          [`sync-${OTHER}`],
        ),
      );
      await projectAnew(gate);
      const address = await gate.services.listen(0);
      const ask = async (schoolId: string) => {
        const at = `${address}/v1/schools/${schoolId}/add-ons/parent-portal/contact`;
        return (await fetch(at, { headers: { authorization: `Bearer ${gate.directory.apiKey}` } })).status;
      };
      expect(await Promise.all([SCHOOL, OTHER].map(ask))).toEqual([200, 403]);
      expect(await gate.engines.readModels.count(collectionOf('parent-portal', 'contact'), OTHER)).toBe(2);
      await when();
      expect(await ask(SCHOOL)).toBe(200);
    }));
});
