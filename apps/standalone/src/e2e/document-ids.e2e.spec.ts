import { rmSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CHECKPOINT, collectionOf, SCHOOLS, SCHOOLS_OWNER } from '@gatehouse/cms-projector';
import type { CmsChange } from '@gatehouse/schemas';
import { ADD_ONS, cmsChangeSchema, KINDS, STREAM_PREFIXES, TOPICS } from '@gatehouse/schemas';
import type { Engines } from '@gatehouse/service';
import type { ReadModels } from '@gatehouse/read-models';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import { placesOf } from '@gatehouse/testing';
import {
  aClass,
  aSchool,
  contact,
  employee,
  event,
  group,
  ORDER,
  SCHOOL,
  student,
} from '../../testing/a-school.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';
import { ENGINE_FILES } from '../data-directory/embedded-engines.js';

const PUPILS = ['kim', 'lee', 'max', 'noa'];

const school = () =>
  aSchool({
    students: [
      student('kim', [contact('mum'), contact('ordered', ORDER)]),
      ...PUPILS.slice(1).map((id) => student(id, [contact('mum')])),
    ],
    employees: [employee('ms-ng'), employee('mr-ray')],
    classes: [aClass('7A', PUPILS, ['ms-ng', 'mr-ray'])],
    groups: [group('7', PUPILS, ['ms-ng'])],
    events: [event('fair')],
  });

/** All names of 128 bits in a text. */
const namesIn = (text: string): Set<string> => new Set(text.match(/[0-9a-f]{32}/g));

/** All that the ledgers, settings and runs of the school call somebody, in sealed values, too. */
async function namesInside(gate: Gate): Promise<Set<string>> {
  const lines = Object.values(await gate.ledgers()).flat();
  return namesIn(JSON.stringify(lines.map(({ data, values }) => [data, values])));
}

/** Whatever the CMS API says about the school: bodies and headers, page by page, document by document. */
async function answersOf(gate: Gate): Promise<{ text: string; headers: Set<string> }> {
  const address = await gate.services.listen(0);
  const texts: string[] = [];
  const headers = new Set<string>();
  const ask = async (at: string) => {
    const answer = await fetch(`${address}/v1/schools${at}`, {
      headers: { authorization: `Bearer ${gate.directory.apiKey}` },
    });
    const text = await answer.text();
    texts.push(text, JSON.stringify([...answer.headers]));
    for (const name of answer.headers.keys()) headers.add(name);
    return JSON.parse(text) as { data: { id: string }[]; next: string | null };
  };
  await ask('');
  for (const addOn of ADD_ONS) {
    for (const kind of KINDS) {
      const place = `/${SCHOOL}/add-ons/${addOn}/${kind}`;
      let cursor: string | null = '';
      while (cursor !== null) {
        const page = await ask(`${place}?limit=1${cursor && `&cursor=${cursor}`}`);
        for (const { id } of page.data) expect(await ask(`${place}/${id}`)).toMatchObject({ id });
        cursor = page.next;
      }
    }
  }
  return { text: texts.join('\n'), headers };
}

async function announcedBy(gate: Gate): Promise<CmsChange[]> {
  const changes: CmsChange[] = [];
  for await (const { value } of gate.engines.bus.read(TOPICS.cmsChanges))
    changes.push(cmsChangeSchema.strict().parse(value));
  return changes;
}

/** Design section 4. */
describe('what leaves the house', () => {
  it('has ids of its own: the API and cms.changes hold no name that any ledger holds', () =>
    given(school(), async ({ gate }) => {
      const inside = await namesInside(gate);
      expect(inside).toContain(gate.keyOf('student', 'kim'));
      const { text, headers } = await answersOf(gate);
      const outside = namesIn(text + JSON.stringify(await announcedBy(gate)));
      expect(outside).toContain(gate.documentIdOf('student', 'kim'));
      expect([...outside].filter((name) => inside.has(name))).toEqual([]);
      expect(headers).not.toContain('etag');
    }));

  it('names a child, a member and a document by the same id in every add-on', () =>
    given(school(), async ({ gate }) => {
      const idsOf = (ids: string[], kind: 'student' | 'employee' = 'student') =>
        ids.map((id) => ({ id: gate.documentIdOf(kind, id) })).sort((a, b) => (a.id < b.id ? -1 : 1));
      for (const addOn of ['email-text', 'parent-portal'] as const) {
        const ids = (await gate.documents(addOn, 'student')).map(({ id }) => ({ id }));
        expect(ids).toEqual(idsOf(PUPILS));
        expect(await gate.documents(addOn, 'contact')).toMatchObject([
          { id: gate.documentIdOf('contact', 'mum'), children: idsOf(PUPILS) },
        ]);
      }
      expect(await gate.documents('email-text', 'class')).toMatchObject([
        { students: idsOf(PUPILS), employees: idsOf(['ms-ng', 'mr-ray'], 'employee') },
      ]);
    }));

  it('says of each change which document it is about, and how that stands now', () =>
    given(school(), async ({ gate, when }) => {
      await when({ kind: 'record-deleted', resource: 'students', id: 'noa' });
      const last = (await announcedBy(gate)).findLast(
        ({ documentId, addOn }) =>
          addOn === 'parent-portal' && documentId === gate.documentIdOf('student', 'noa'),
      );
      expect(last).toMatchObject({ kind: 'student', change: 'gone' });
    }));
});

const MARK = 'zzVERSION1zz';
const OLD_CHECKPOINT = 'cms-projector.v1';
const OLD = [
  { collection: { ...collectionOf('parent-portal', 'contact'), version: 1 }, schoolId: SCHOOL },
  { collection: { ...SCHOOLS, version: 1 }, schoolId: SCHOOLS_OWNER },
];

/** The read models as a projector of version 1 left them: nothing of this version, documents of that one. */
async function asVersion1(gate: Gate): Promise<void> {
  const file = gate.directory.file(ENGINE_FILES.readModels);
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  const models = openEmbeddedReadModels(file);
  const document = { surname: MARK };
  await models.write(OLD.map((place) => ({ ...place, id: 'a'.repeat(32), rev: 3, document })));
  await models.saveCheckpoint(OLD_CHECKPOINT, '0');
  await models.close();
}

/** Engines that note how far this version's projector had come when it dropped something. */
const noting = (droppedAt: (string | null)[]) => (engines: Engines) => {
  const { readModels: models } = engines;
  const readModels: ReadModels = {
    write: (operations) => models.write(operations),
    get: (collection, schoolId, id) => models.get(collection, schoolId, id),
    list: (collection, schoolId, options) => models.list(collection, schoolId, options),
    count: (collection, schoolId) => models.count(collection, schoolId),
    checkpoint: (name) => models.checkpoint(name),
    saveCheckpoint: (name, position) => models.saveCheckpoint(name, position),
    drop: async (collection) => {
      droppedAt.push(await models.checkpoint(CHECKPOINT));
      await models.drop(collection);
    },
    forget: (collection, schoolId, id) => models.forget(collection, schoolId, id),
    dropCheckpoint: (name) => models.dropCheckpoint(name),
    close: () => models.close(),
  };
  return { ...engines, readModels };
};

describe('documents of an earlier version', () => {
  it('are removed, with their checkpoint, when this version holds all that stands in the ledgers', async () => {
    const droppedAt: (string | null)[] = [];
    await given(
      school(),
      async ({ gate }) => {
        const before = await gate.comparable();
        await gate.stop();
        await asVersion1(gate);
        expect(placesOf([MARK], gate.directory.folder)).not.toEqual([]);
        droppedAt.length = 0;
        await gate.start();
        await gate.services.projector.caughtUp();
        const { eventStore, readModels } = gate.engines;
        const end = await eventStore.lastPosition([STREAM_PREFIXES.ledger, STREAM_PREFIXES.sync]);
        expect(new Set(droppedAt)).toEqual(new Set([end]));
        expect(await gate.comparable()).toEqual(before);
        for (const { collection, schoolId } of OLD)
          expect(await readModels.count(collection, schoolId)).toBe(0);
        expect(await readModels.checkpoint(OLD_CHECKPOINT)).toBeNull();
        await gate.stop();
        expect(placesOf([MARK], gate.directory.folder)).toEqual([]);
      },
      { engines: noting(droppedAt) },
    );
  });
});
