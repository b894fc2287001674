import { describe, expect, it } from '@jest/globals';
import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import type { EventRecord } from '@gatehouse/schemas';
import type { ContactPage, EmployeeOnPage } from '@gatehouse/policy';
import { Pseudonyms } from '@gatehouse/privacy';
import type { Outcome, ReadingLimits, WondePage } from '@gatehouse/wonde';
import { DEFAULT_LIMITS, UnusableRow } from '@gatehouse/wonde';
import { gatherKind } from './gather-kind.js';
import { SchoolIntake } from './intake.js';
import { gatherStudents } from './gather-students.js';

const [MAY, JUNE] = ['2026-05-01 09:00:00', '2026-06-01 09:00:00'];
const pseudonyms = new Pseudonyms(Buffer.alloc(32, 1), 'A1');
const school = (limits: Partial<ReadingLimits> = {}) => new SchoolIntake({ ...DEFAULT_LIMITS, ...limits });
const refusal = { code: 'SERVER_ERROR', message: 'Wonde answered 503.' } as const;

async function* pages(...items: (unknown[] | 'fails')[]): AsyncIterable<Outcome<WondePage>> {
  let number = 0;
  for (const rows of items) {
    number += 1;
    yield rows === 'fails'
      ? { ok: false, refusal }
      : { ok: true, value: { rows, fetchedAt: new Date(0), number, leftOut: [] } };
  }
}
const contact = { id: 'C1', relationship: { parental_responsibility: true, court_order: false } };
const student = (id: unknown, contacts: unknown = { data: [contact] }) => ({ id, contacts });
let told: ContactPage[] = [];
const students = async (...items: (unknown[] | 'fails')[]) => {
  told = [];
  return gatherStudents(pages(...items), pseudonyms, school(), async (page) => void told.push(page));
};

describe('gathering students', () => {
  it('gives students and, when every row was read, their contacts', async () => {
    const gathered = await students([student('S1')], [student('S2')]);
    expect(gathered.students).toMatchObject({ unidentified: 0, unreadable: undefined });
    expect(gathered.students.records).toHaveLength(2);
    expect(gathered.contacts.records).toHaveLength(1);
  });

  it('gives no contacts at all when a page fails', async () => {
    const gathered = await students([student('S1')], 'fails');
    expect(gathered.students.records).toHaveLength(1);
    expect(gathered.contacts).toMatchObject({ records: [], unreadable: refusal });
  });

  it.each([
    ['has no readable id', student(7), undefined, undefined],
    ['came without contacts', { id: 'S2' }, 'S2', 'unreadable'],
    ['came with contacts that cannot be read', student('S2', 'garbage'), 'S2', 'unreadable'],
    [
      'came with contacts in a list too deep',
      student('S2', { data: { data: [contact] } }),
      'S2',
      'unreadable',
    ],
    ['came with null for contacts', student('S2', { data: null }), 'S2', 'null'],
  ])(
    'gives the contacts of the others when a student row %s, and tells whose are missing',
    async (_, row, id, contacts) => {
      const gathered = await students([student('S1'), row]);
      const links = [{ child: pseudonyms.recordKey('student', 'S1') }];
      expect(gathered.contacts).toMatchObject({ records: [{ record: { links } }], unreadable: undefined });
      expect(told[0]?.pupils[1]?.row).toBe(id && pseudonyms.recordKey('student', id));
      expect(told[0]?.pupils[1]?.contacts).toBe(contacts);
    },
  );

  it('begins anew with a list that begins anew, after telling what restricts in the pages before', async () => {
    const other = { ...contact, relationship: { parental_responsibility: true, court_order: true } };
    async function* inTwoWays(): AsyncIterable<Outcome<WondePage>> {
      const page = { fetchedAt: new Date(0), leftOut: [] };
      yield { ok: true, value: { ...page, number: 1, rows: [student('S1', { data: [other] }), { id: 7 }] } };
      yield { ok: true, value: { ...page, number: 2, rows: [student('S2', 'garbage')] } };
      yield { ok: true, value: { ...page, number: 1, rows: [student('S1'), student('S3')] } };
    }
    const pagesTold: ContactPage[] = [];
    const gathered = await gatherStudents(
      inTwoWays(),
      pseudonyms,
      school({ schoolRecords: 8 }),
      async (page) => {
        pagesTold.push(page);
      },
    );
    expect(gathered.students).toMatchObject({ unidentified: 0, unreadable: undefined });
    expect(gathered.students.records.map(({ recordKey }) => recordKey)).toEqual(
      ['S1', 'S3'].map((id) => pseudonyms.recordKey('student', id)),
    );
    expect(gathered.contacts.unreadable).toBeUndefined();
    const [one, ...others] = gathered.contacts.records;
    expect(others).toEqual([]);
    expect(one?.record).toMatchObject({ links: [{ courtOrder: 'false' }, { courtOrder: 'false' }] });
    expect(pagesTold).toHaveLength(3);
    expect(pagesTold[0]?.contacts).toMatchObject([{ courtOrder: 'true' }]);
  });

  it('keeps what was read of an unreadable kind', async () => {
    const gathered = await students([student('S1')], 'fails');
    expect(gathered.students).toMatchObject({ unreadable: refusal, records: [{}] });
  });
});

describe('telling what may restrict somebody', () => {
  const ordered = (id: unknown) => ({
    id,
    relationship: { parental_responsibility: false, court_order: true },
  });
  const flags = { courtOrder: 'true', parentalResponsibility: 'false' };

  it('is done page by page, also of the pages before one that fails', async () => {
    await students([student('S1', { data: [ordered('C1')] })], [student('S2')], 'fails');
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({
      pupils: [{ row: pseudonyms.recordKey('student', 'S1') }],
      contacts: [
        {
          row: pseudonyms.recordKey('contact', 'C1'),
          child: pseudonyms.recordKey('student', 'S1'),
          isLoose: false,
          ...flags,
        },
      ],
    });
  });

  it('leaves out no row without an id: a contact has a row of its own, a pupil is unknown', async () => {
    await students([student('S1', { data: [ordered(7)] }), student(null, { data: [ordered('C1')] })]);
    expect(told[0]?.contacts).toMatchObject([
      { child: pseudonyms.recordKey('student', 'S1'), isLoose: true, ...flags },
      { row: pseudonyms.recordKey('contact', 'C1'), child: UNKNOWN_CHILD, isLoose: false, ...flags },
    ]);
  });

  it('reaches the rows of a list that is not whole', async () => {
    const gathered = await students([student('S1', { data: { data: [ordered('C1')] } })]);
    expect(told[0]?.contacts).toMatchObject([flags]);
    expect(gathered.contacts.records).toEqual([]);
  });

  it('tells of employees page by page, and of no other kind', async () => {
    const asked = { students: true, employees: true };
    const employees: EmployeeOnPage[][] = [];
    const tell = async (page: readonly EmployeeOnPage[]) => void employees.push([...page]);
    const row = (id: string, current: unknown) => ({ id, employment_details: { data: { current } } });
    const read = pages([row('E1', false)], [row('E2', true)], 'fails');
    await gatherKind('employee', read, asked, pseudonyms, school(), tell);
    await gatherKind('group', pages([{ id: 'G1', name: 'x' }]), asked, pseudonyms, school(), tell);
    expect(employees).toMatchObject([
      [{ row: pseudonyms.recordKey('employee', 'E1'), current: 'false' }],
      [{ row: pseudonyms.recordKey('employee', 'E2'), current: 'true' }],
    ]);
  });
});

describe('gathering a kind', () => {
  const asked = { students: true, employees: true };
  const gather = (...rows: unknown[]) => gatherKind('class', pages(rows), asked, pseudonyms, school());
  const aClass = (name: string, members: string[] = []) => ({
    id: 'K1',
    name,
    students: { data: members.map((id) => ({ id })) },
    employees: { data: [] },
  });

  it('names members by record key', async () => {
    const { records } = await gather(aClass('7A', ['S1']));
    expect(records[0]?.record).toMatchObject({
      students: [pseudonyms.recordKey('student', 'S1')],
      employees: [],
    });
  });

  it('drops a record that comes again as it was, and marks one that comes again different', async () => {
    expect((await gather(aClass('7A'), aClass('7A'))).records).toMatchObject([
      { record: { fields: { name: '7A' } } },
    ]);
    const { records } = await gather(aClass('7A'), aClass('7B'), aClass('7A'));
    expect(records).toHaveLength(1);
    expect(records[0]?.record).toMatchObject({ conflicting: true });
  });

  it('takes what a later page shows of a record, and what restricts in both', async () => {
    async function* twoPages(one: unknown, other: unknown): AsyncIterable<Outcome<WondePage>> {
      yield { ok: true, value: { rows: [one], fetchedAt: new Date(0), number: 1, leftOut: [] } };
      yield { ok: true, value: { rows: [other], fetchedAt: new Date(1), number: 2, leftOut: [] } };
    }
    const gatherBoth = async (kind: 'class' | 'employee', one: unknown, other: unknown) =>
      (await gatherKind(kind, twoPages(one, other), asked, pseudonyms, school())).records;
    expect(await gatherBoth('class', aClass('7A', ['S1']), aClass('7B'))).toMatchObject([
      { observedAt: new Date(1).toISOString(), record: { fields: { name: '7B' }, students: [] } },
    ]);
    const employee = (surname: string, current: boolean) => ({
      id: 'E1',
      surname,
      employment_details: { data: { current } },
    });
    const [record] = await gatherBoth('employee', employee('Ng', false), employee('Lee', true));
    expect(record?.record).toEqual({ kind: 'employee', fields: { surname: 'Lee' }, current: 'false' });
  });

  it('begins anew with a list that begins anew, and keeps of the pages before what restricts', async () => {
    const at = (number: number, ...rows: unknown[]): Outcome<WondePage> => {
      return { ok: true, value: { rows, fetchedAt: new Date(number), number, leftOut: ['contact_details'] } };
    };
    async function* inTwoWays(first: unknown[], second: unknown[]): AsyncIterable<Outcome<WondePage>> {
      yield* [at(1, ...first), at(2, { name: 'no id' }), at(1, ...second)];
    }
    const gatherBoth = (kind: 'employee' | 'event', first: unknown[], second: unknown[]) =>
      gatherKind(kind, inTwoWays(first, second), asked, pseudonyms, school());

    const employee = (id: string, current: boolean) => ({ id, employment_details: { data: { current } } });
    const first = [employee('E1', false), employee('E2', true), employee('E3', true)];
    const employees = await gatherBoth('employee', first, [employee('E1', true), employee('E3', true)]);
    expect(employees).toMatchObject({ unidentified: 0, leftOut: ['contact_details'] });
    expect(employees.records.map(({ recordKey }) => recordKey)).toEqual(
      ['E1', 'E3'].map((id) => pseudonyms.recordKey('employee', id)),
    );
    expect(employees.records.map(({ record }) => record)).toMatchObject([
      { current: 'false' },
      { current: 'true' },
    ]);

    const fair = (id: string, start: string, more: object = {}) => ({ id, name: 'Fair', start, ...more });
    const events = await gatherBoth(
      'event',
      [fair('V1', 'May', { cancelled: true }), fair('V1', 'June')],
      [fair('V1', 'May')],
    );
    expect(events.records).toMatchObject([
      { recordKey: pseudonyms.recordKey('event', 'V1'), record: { cancelled: true } },
    ]);
  });

  it('counts what was dropped of a list that begins anew once', async () => {
    const at = (number: number, ...rows: unknown[]): Outcome<WondePage> => {
      return { ok: true, value: { rows, fetchedAt: new Date(number), number, leftOut: [] } };
    };
    async function* twice(...rows: unknown[]): AsyncIterable<Outcome<WondePage>> {
      yield* [at(1, ...rows), at(2, { id: 'G3', name: 7 }), at(1, ...rows)];
    }
    const intake = school();
    const odd = { id: 'G1', name: 7, students: [], employees: [] };
    await gatherKind('group', twice(odd), asked, pseudonyms, intake);
    const contact = { id: 'C1', title: 7 };
    await gatherStudents(
      twice({ id: 'S1', surname: 7, contacts: [contact] }),
      pseudonyms,
      intake,
      async () => undefined,
    );
    expect(intake.dropped.counts).toEqual({
      byName: { 'contact.title': 1, 'group.name': 1, 'student.surname': 1 },
      others: 0,
    });
  });

  it('tells occurrences of a series that share an id apart by their start', async () => {
    const fair = (id: string, start: string, more: object = {}) => ({ id, name: 'Fair', start, ...more });
    const events = (...rows: unknown[]) => gatherKind('event', pages(rows), asked, pseudonyms, school());
    const { records } = await events(fair('V1', MAY), fair('V2', MAY), fair('V1', JUNE), fair('V1', MAY));
    expect(records.map(({ record }) => record.fields['start'])).toEqual([MAY, MAY, JUNE]);
    expect(new Set(records.map(({ recordKey }) => recordKey)).size).toBe(3);
    expect(records[1]?.recordKey).toBe(pseudonyms.recordKey('event', 'V2'));
    expect(records.some(({ record }) => record.conflicting)).toBe(false);
    // The same ones in whatever order they come.
    const again = await events(fair('V1', JUNE), fair('V1', MAY));
    expect(new Set(again.records.map(({ recordKey }) => recordKey))).toEqual(
      new Set([records[0]?.recordKey, records[2]?.recordKey]),
    );
    const twice = await events(fair('V1', MAY), fair('V1', MAY, { title: 'Other' }), fair('V1', JUNE));
    expect(twice.records.map(({ record }) => record.conflicting)).toEqual([true, undefined]);
  });

  it('keeps an occurrence out by every spelling of its start, and by a row that does not say when it is', async () => {
    const at = (start: unknown, more: object = {}) => ({ id: 'V1', name: 'Fair', start, ...more });
    const london = { date: '2026-06-01 09:00:00.000000', timezone_type: 3, timezone: 'Europe/London' };
    const visible = async (...rows: unknown[]) =>
      (await gatherKind('event', pages(rows), asked, pseudonyms, school())).records
        .map(({ record }) => record as EventRecord)
        .filter(
          ({ visibility, cancelled, conflicting }) => visibility === 'public' && !cancelled && !conflicting,
        )
        .map(({ fields }) => fields['start']);
    const next = '2026-06-02T08:00:00Z';
    for (const out of [{ private: true }, { cancelled: true }]) {
      expect(await visible(at('2026-06-01T08:00:00Z'), at(london, out), at(next))).toEqual([next]);
      expect(await visible(at('2026-06-01T08:00:00Z', out), at(london), at(next))).toEqual([next]);
      expect(await visible(at('2026-06-01 09:00'), at(london, out), at(next))).toEqual([next]);
      expect(await visible(at('2026-06-01T08:00:00.000Z'), at(next, out))).toHaveLength(1);
      expect(await visible(at(london), at(next), { id: 'V1', name: 'Fair', ...out })).toEqual([]);
    }
    const other = at('2026-06-01T08:00:00Z', { title: 'Other' });
    expect(await visible(at('2026-06-01T08:00:00Z'), other, at(london), at(next))).toEqual([next]);
  });

  it('decides an event by a row over its limit that says that it stays out, of a series this one alone', async () => {
    const over = (start: string, more: object = {}) => new UnusableRow({ id: 'V1', start, ...more });
    const fair = (start: string) => ({ id: 'V1', name: 'Fair', start });
    const events = async (...rows: unknown[]) =>
      (await gatherKind('event', pages(rows), asked, pseudonyms, school())).records.map(
        ({ record, failed }) => [
          record.fields['start'],
          (record as { visibility: string }).visibility,
          failed,
        ],
      );
    expect(await events(fair(MAY), over(JUNE, { private: true }))).toEqual([
      [MAY, 'public', undefined],
      [JUNE, 'not-public', undefined],
    ]);
    expect(await events(over(MAY), { ...fair(MAY), private: true })).toEqual([
      [MAY, 'not-public', undefined],
    ]);
    expect(await events(fair(MAY), over(MAY))).toEqual([[MAY, 'public', true]]);
  });

  it('counts rows without a readable id', async () => {
    expect(await gather({ name: 'x' }, null, 'text', aClass('7A'))).toMatchObject({
      unidentified: 3,
      records: [{}],
    });
  });
});

describe('limits of what is gathered', () => {
  const asked = { students: true, employees: true };
  const rows = (count: number, more: object = {}) =>
    Array.from({ length: count }, (_, i) => ({ id: `G${i}`, ...more }));

  it('fail the school that has more records, links of contacts counted', async () => {
    const gather = (kind: 'group', count: number, limit: number) =>
      gatherKind(kind, pages(rows(count)), asked, pseudonyms, school({ schoolRecords: limit }));
    expect((await gather('group', 3, 3)).records).toHaveLength(3);
    const over = school({ schoolRecords: 3 });
    const { unreadable } = await gatherKind('group', pages(rows(4)), asked, pseudonyms, over);
    expect(unreadable?.message).toMatch(/more than 3 records \(GATEHOUSE_LIMIT_SCHOOL_RECORDS\)/);
    expect(() => over.check()).toThrow(expect.objectContaining({ code: 'SCHOOL_OVER_LIMIT' }));
    const twoPupils = pages([student('S1'), student('S2')]);
    const limited = school({ schoolRecords: 3 });
    const shown: ContactPage[] = [];
    await expect(
      gatherStudents(twoPupils, pseudonyms, limited, async (page) => void shown.push(page)),
    ).rejects.toMatchObject({ code: 'SCHOOL_OVER_LIMIT' });
    // What restricts on that page acts.
    expect(shown.map(({ contacts }) => contacts.length)).toEqual([2]);
    const employees: EmployeeOnPage[] = [];
    const [one, other] = [{ id: 'E1' }, { id: 'E2' }];
    const tell = async (page: readonly EmployeeOnPage[]) => void employees.push(...page);
    const few = school({ schoolRecords: 1 });
    await gatherKind('employee', pages([one, other]), asked, pseudonyms, few, tell);
    expect(few.isOver).toBe(true);
    expect(employees).toHaveLength(2);
  });

  it('end a kind of which too much is kept in memory, and no other', async () => {
    const limited = school({ kindMib: 1 });
    const large = rows(20, { description: 'x'.repeat(60_000) });
    const groups = await gatherKind('group', pages(large, [{ id: 'last' }]), asked, pseudonyms, limited);
    expect(groups.unreadable).toMatchObject({ code: 'OVER_LIMIT' });
    expect(groups.unreadable?.message).toMatch(/more than 1 MiB \(GATEHOUSE_LIMIT_KIND_MIB\)/);
    const classes = await gatherKind('class', pages(rows(2)), asked, pseudonyms, limited);
    expect(classes).toMatchObject({ unreadable: undefined, records: [{}, {}] });
    const contacts = { data: rows(20, { surname: 'x'.repeat(60_000) }) };
    const pupils = pages([student('S1', contacts)]);
    const shown: ContactPage[] = [];
    const gathered = await gatherStudents(pupils, pseudonyms, limited, async (page) => void shown.push(page));
    expect(gathered).toMatchObject({
      students: { unreadable: undefined, records: [{}] },
      contacts: { unreadable: { code: 'OVER_LIMIT' }, records: [] },
    });
    // Of the others nothing is in memory but who restricts whom.
    const withFields = shown.flatMap((page) => page.contacts).filter(({ fields }) => 'surname' in fields);
    expect([shown[0]?.contacts.length, withFields.length]).toEqual([20, 17]);
  });
});
