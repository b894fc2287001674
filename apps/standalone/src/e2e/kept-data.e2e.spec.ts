import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kind } from '@gatehouse/schemas';
import { ADD_ONS, KINDS } from '@gatehouse/schemas';
import { startMongodb } from '@gatehouse/engines';
import { until } from '@gatehouse/testing';
import type { KeptData, Opened } from '../../testing/kept-data.js';
import { KEPT_COMMITS, keptData, openOnEngines, openOnFiles } from '../../testing/kept-data.js';
import type { Line } from '../../testing/read-ledgers.js';
import { standing } from '../../testing/standing.js';
import type { SaidLine, SaidOfSchool, SchoolChange } from '../testing/kept-data/kept-data.js';
import { change, contact, EVERY_SORT, HELD, REVOKED, student } from '../testing/kept-data/kept-data.js';

const SCHOOLS = [EVERY_SORT, REVOKED, HELD];

/** A parent who is new, one whom an order keeps out, a pupil who leaves with her parent, and a permission that is back. */
const CHANGES: SchoolChange[] = [
  [EVERY_SORT, { kind: 'record-added', resource: 'students', record: student('dot', contact('dora')) }],
  [EVERY_SORT, { kind: 'order-added', contact: 'mum' }],
  [EVERY_SORT, { kind: 'record-deleted', resource: 'students', id: 'bea' }],
  [EVERY_SORT, { kind: 'permission-granted', label: 'Contacts telephone' }],
];

/** What the CMS is answered when it asks for a list; nothing where it is refused. */
async function served(
  { gate }: Opened,
  address: string,
  list: string,
  schoolId: string,
): Promise<{ id: string }[]> {
  const url = `${address}/v1/schools/${schoolId}/add-ons/${list}`;
  const ask = () => fetch(url, { headers: { authorization: `Bearer ${gate.directory.apiKey}` } });
  let answer = await ask();
  const isStarted = async () => answer.status !== 503 || (answer = await ask()).status !== 503;
  await until('the API has started', isStarted, { seen: () => gate.log.slice(-5) });
  if (answer.status !== 200) return [];
  return ((await answer.json()) as { data: { id: string }[] }).data;
}

const LISTS = ADD_ONS.flatMap((addOn) => KINDS.map((kind) => `${addOn}/${kind}`));

async function allServed(opened: Opened, schoolId: string): Promise<SaidOfSchool['documents']> {
  const address = await opened.gate.services.listen(0);
  const answers = await Promise.all(
    LISTS.map(async (list) => [list, await served(opened, address, list, schoolId)] as const),
  );
  return Object.fromEntries(answers.filter(([, documents]) => documents.length > 0));
}

/** A line as the command line of its time told it. */
const saidOf = ({ type, data, values }: Line): SaidLine => ({
  type,
  recordKey: String(data['recordKey']),
  ...(values === undefined ? {} : { values: values === 'erased' ? null : values }),
});

/** Whoever left data, on whatever engines: today's services go on with them as if they had written them. */
function goesOn(name: 'on-files' | 'on-engines', data: KeptData, open: () => Promise<Opened>): void {
  let opened: Opened;
  const said = data.said(name);
  const ids = (kind: Kind, ...names: string[]) =>
    names.map((one) => opened.gate.documentIdOf(kind, one, EVERY_SORT)).sort();

  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());

  it('serves what was served, and shows the same ledgers, with what is sealed in them', async () => {
    const { gate } = opened;
    await gate.services.projector.caughtUp();
    expect(said[EVERY_SORT]!.documents['parent-portal/contact']).toHaveLength(5);
    for (const id of SCHOOLS) {
      expect(await allServed(opened, id)).toEqual(said[id]!.documents);
      const ledgers = Object.entries(await gate.ledgers(id)).map(([addOn, lines]) => [
        addOn,
        lines.map(saidOf),
      ]);
      expect(Object.fromEntries(ledgers)).toEqual(said[id]!.ledgers);
    }
  });

  it('is read by the command line', async () => {
    const asked = ['--school', EVERY_SORT, '--add-on', 'parent-portal'];
    const printed = await opened.command('ledger', 'print', ...asked, '--reveal');
    const lines = printed.trim().split('\n');
    expect(lines).toHaveLength(said[EVERY_SORT]!.ledgers['parent-portal']!.length);
    const exported = await opened.command('read-model', 'export', ...asked, '--kind', 'contact');
    const documents = exported
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(documents).toEqual(said[EVERY_SORT]!.documents['parent-portal/contact']);
  });

  it('a synchronisation of the same source adds no line, and takes nobody away', async () => {
    const { gate } = opened;
    const before = await Promise.all(SCHOOLS.map((id) => gate.ledgers(id)));
    const { schools } = await gate.sync();
    expect(schools.map(({ schoolId, outcome }) => [schoolId, outcome]).sort()).toEqual([
      [EVERY_SORT, 'completed'],
      [REVOKED, 'skipped'],
      [HELD, 'held'],
    ]);
    expect(await Promise.all(SCHOOLS.map((id) => gate.ledgers(id)))).toEqual(before);
    for (const id of SCHOOLS) expect(await allServed(opened, id)).toEqual(said[id]!.documents);
    expect(gate.log.filter((line) => /STORES_DISAGREE|died/.test(line))).toEqual([]);
  });

  it('what changes at the source, and what a person says, does what it does today', async () => {
    const { gate, command } = opened;
    const decided = ['--school', HELD, '--kind', 'student', '--actor', 'The office', '--reason', 'Left'];
    await command('hold', 'approve', ...decided);
    const before = await gate.ledger('parent-portal', EVERY_SORT);
    change(gate.sandbox.control, CHANGES);
    await gate.sync();

    const stands = (id: string) =>
      standing(gate, 'parent-portal', 'contact', id, ['kim', 'ann', 'dot'], EVERY_SORT);
    expect(await stands('dora')).toBe('imported: dot');
    expect(await stands('mum')).toBe('excluded: ACTIVE_COURT_ORDER');
    expect(await stands('bo')).toBe('withdrawn: NOT_IN_SOURCE');
    const added = (await gate.ledger('parent-portal', EVERY_SORT)).slice(before.length);
    const touched = added.filter(({ data }) => data['recordKey'] !== undefined);
    const keys = ['dora', 'mum', 'bo'].map((id) => gate.keyOf('contact', id, EVERY_SORT));
    const pupils = ['dot', 'bea'].map((id) => gate.keyOf('student', id, EVERY_SORT));
    // Who stays has a telephone again.
    const stay = ['aunt', 'ex', 'pa'].map((id) => gate.keyOf('contact', id, EVERY_SORT));
    expect([...new Set(touched.map(({ data }) => data['recordKey']))].sort()).toEqual(
      [...keys, ...pupils, ...stay].sort(),
    );

    // An add-on whose permission is back has everybody again whom the others have.
    const now = await allServed(opened, EVERY_SORT);
    for (const addOn of ['email-text', 'parent-portal', 'parents-evening']) {
      const shown = (kind: Kind) => now[`${addOn}/${kind}`]?.map(({ id }) => id).sort();
      expect(shown('contact')).toEqual(ids('contact', 'aunt', 'dora', 'ex', 'pa'));
      expect(shown('student')).toEqual(ids('student', 'ann', 'dot', 'kim'));
    }
    expect((await allServed(opened, HELD))['parent-portal/student']).toHaveLength(2);
  });
}

const mongodb = await startMongodb();
afterAll(async () => {
  if (!('unavailable' in mongodb)) await mongodb.stop();
});

describe.each(KEPT_COMMITS)('what the services of commit %s left', (commit) => {
  const data = keptData(commit);

  if ('unavailable' in mongodb) {
    it.skip(`on engines: MongoDB is not available: ${mongodb.unavailable}`, () => {});
  } else {
    describe('on engines', () => goesOn('on-engines', data, () => openOnEngines(data, mongodb.address)));
  }
  describe('in a data directory', () => goesOn('on-files', data, () => openOnFiles(data, 'on-files')));

  it('in a data directory whose run was cut off: the run is ended, and the next one completes', async () => {
    const opened = await openOnFiles(data, 'cut-off');
    try {
      const { gate } = opened;
      change(gate.sandbox.control, data.source.cutOff);
      const started = async () =>
        (await gate.runs(EVERY_SORT)).filter(({ type }) => type === 'SyncRunStarted');
      const before = (await started()).length;
      expect((await gate.runs(EVERY_SORT)).at(-1)?.type).toBe('SyncRunStarted');
      const { schools } = await gate.sync();
      expect(schools.find(({ schoolId }) => schoolId === EVERY_SORT)?.outcome).toBe('completed');
      expect(await started()).toHaveLength(before + 1);
      const stands = (id: string) =>
        standing(gate, 'parent-portal', 'contact', id, ['kim', 'cy'], EVERY_SORT);
      expect(await stands('mum')).toBe('imported: kim');
      expect(await stands('cher')).toBe('imported: cy');
      expect(await stands('bo')).toBe('excluded: ACTIVE_COURT_ORDER');
    } finally {
      await opened.close();
    }
  });
});
