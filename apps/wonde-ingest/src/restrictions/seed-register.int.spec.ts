import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddOn, RuleInput } from '@gatehouse/schemas';
import { ledgerStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { Standings } from '@gatehouse/policy';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RegisterWriter } from './register-writer.js';
import { LedgerLineUnreadable, seedEvents } from './seed-register.js';

const SCHOOL = 'A1';
const DAY = '2026-09-01';
const key = (letter: string) => letter.repeat(32);
const [O, T, ANN, KIM, LEE, PERSON] = ['a', 'b', 'c', 'd', 'e', 'f'].map(key) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

let folder: string;
let store: EventStore;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'seed-'));
  store = openEmbeddedEventStore(path.join(folder, 'events.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** A line as the version before the register wrote it. */
async function line(addOn: AddOn, type: string, data: object): Promise<void> {
  const stream = ledgerStream(SCHOOL, addOn);
  const last = await store.readLast(stream);
  const metadata = { schemaVersion: 1, recordedAt: `${DAY}T02:00:00.000Z`, run: 3, fingerprint: 'x' };
  const event = { id: randomUUID(), type, data: { ...data }, metadata };
  await store.append(stream, last ? last.revision : 'no-stream', [event]);
}
const link = (
  child: string,
  courtOrder: RuleInput,
  more: { kept?: true; parentalResponsibility?: RuleInput } = {},
) => ({
  child,
  courtOrder,
  parentalResponsibility: 'true',
  ...more,
});
const imported = (recordKey: string, more: object = {}) => ({
  recordKey,
  fields: ['forename'],
  generation: 1,
  sealed: 'x',
  ...more,
});
const excluded = (recordKey: string, ...links: object[]) => ({
  recordKey,
  reasons: ['ACTIVE_COURT_ORDER'],
  links,
});
const withdrawn = (recordKey: string, ...links: object[]) => ({ recordKey, reason: 'NOT_IN_SOURCE', links });

const seeds = () => seedEvents(store, SCHOOL, DAY);
/** What the seeds restrict: `O court_order true`. */
async function restricted(): Promise<string[]> {
  const names = new Map([O, T, ANN, KIM, LEE].map((row, i) => [row, ['O', 'T', 'Ann', 'kim', 'lee'][i]]));
  return (await seeds()).flatMap((event) =>
    event.type === 'InputsRestrict'
      ? event.data.links.map(
          ({ row, child, input, class: said }) =>
            `${names.get(row)} ${child === undefined ? '' : `${names.get(child)} `}${input} ${said}`,
        )
      : [],
  );
}
const writer = () =>
  new RegisterWriter({
    eventStore: store,
    schoolId: SCHOOL,
    run: undefined,
    now: () => new Date(`${DAY}T03:00:00Z`),
    assertOpen: async () => undefined,
  });

describe('seeding the register', () => {
  it('of a school without ledgers says that it is seeded, and nothing else', async () => {
    expect(await seeds()).toEqual([{ type: 'RegisterSeeded', data: { lines: 0 } }]);
  });

  it.each([
    ['excluded', 'ContactExcluded', excluded(O, link(KIM, 'true'), link(LEE, 'false'))],
    ['imported, in scope link', 'ContactImported', imported(O, { links: [link(KIM, 'true')] })],
    ['withdrawn', 'ContactWithdrawn', withdrawn(O, link(KIM, 'true'))],
  ])('takes an order over from a line that is %s', async (_, type, data) => {
    await line('parent-portal', type, data);
    expect(await restricted()).toEqual(['O kim court_order true']);
  });

  it('takes over what any of the ledgers remembers, each from its last line about the record', async () => {
    await line('parent-portal', 'ContactExcluded', excluded(O, link(KIM, 'true')));
    await line('parent-portal', 'ContactImported', imported(O));
    await line('email-text', 'ContactExcluded', excluded(O, link(KIM, 'unreadable'), link(LEE, 'absent')));
    await line('parents-evening', 'ContactWithdrawn', withdrawn(T, link(LEE, 'true')));
    expect(await restricted()).toEqual([
      'O lee court_order absent',
      'O kim court_order unreadable',
      'T lee court_order true',
    ]);
  });

  it('says the strongest of what the ledgers remember of one link last', async () => {
    await line('parent-portal', 'ContactExcluded', excluded(O, link(KIM, 'true')));
    await line('email-text', 'ContactExcluded', excluded(O, link(KIM, 'null')));
    expect(await restricted()).toEqual(['O kim court_order null', 'O kim court_order true']);
  });

  it('takes a blank order over that was kept because blank meant none', async () => {
    await line(
      'parent-portal',
      'ContactImported',
      imported(O, { links: [link(KIM, 'null', { kept: true })] }),
    );
    expect(await restricted()).toEqual(['O kim court_order null']);
  });

  it('takes over responsibility and current that were said otherwise', async () => {
    const notResponsible = link(KIM, 'false', { parentalResponsibility: 'false' });
    await line('parent-portal', 'ContactExcluded', excluded(O, notResponsible));
    const ann = { recordKey: ANN, reasons: ['EMPLOYEE_NOT_CURRENT'], current: 'false' };
    await line('parent-portal', 'EmployeeExcluded', ann);
    expect((await restricted()).sort()).toEqual(['Ann current false', 'O kim parental_responsibility false']);
    await line('parent-portal', 'EmployeeImported', imported(ANN));
    expect(await restricted()).toEqual(['O kim parental_responsibility false']);
  });

  it('knows every row that has a line, by every person key and child that its lines ever named', async () => {
    await line('parent-portal', 'StudentImported', imported(KIM, { personKey: PERSON }));
    await line('parent-portal', 'ContactImported', imported(O, { personKey: PERSON }));
    await line('parent-portal', 'ContactExcluded', excluded(O, link(KIM, 'true')));
    await line('email-text', 'ContactExcluded', excluded(O, link(LEE, 'true')));
    const carried = (await seeds()).flatMap((event) => (event.type === 'RowsCarry' ? [event.data] : []));
    expect(carried).toEqual([
      { kind: 'student', day: DAY, rows: [{ row: KIM, persons: [PERSON] }] },
      { kind: 'contact', day: DAY, rows: [{ row: O, persons: [PERSON], children: [LEE, KIM] }] },
    ]);
  });

  it('looks at people’s lines alone', async () => {
    await line('mis-calendar', 'CalendarEventExcluded', { recordKey: O, reasons: ['EVENT_NOT_PUBLIC'] });
    await line('parent-portal', 'ClassImported', imported(T));
    await line('parent-portal', 'RunFenced', { run: 1, fenced: 0 });
    expect(await seeds()).toEqual([{ type: 'RegisterSeeded', data: { lines: 3 } }]);
  });

  it.each([
    ['no record key', { reasons: ['ACTIVE_COURT_ORDER'] }],
    ['a class that nobody knows', excluded(O, { ...link(KIM, 'true'), courtOrder: 'perhaps' })],
    ['links that are no list', { ...excluded(O), links: 'none' }],
    ['a person key that is none', { ...excluded(O), personKey: 7 }],
  ])('refuses a damaged line: %s', async (_, data) => {
    await line('parent-portal', 'ContactImported', imported(T));
    await line('parent-portal', 'ContactExcluded', data);
    const refusal = await seeds().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LedgerLineUnreadable);
    expect(refusal).toMatchObject({ code: 'LEDGER_LINE_UNREADABLE' });
    expect((refusal as Error).message).toContain('Line 1 of ledger-A1.parent-portal');
    await expect(writer().seed()).rejects.toBeInstanceOf(LedgerLineUnreadable);
    expect(await store.readLast('restrictions-A1')).toBeUndefined();
  });

  it('is done once, also by two processes at the same time', async () => {
    await line('parent-portal', 'ContactExcluded', { ...excluded(O, link(KIM, 'true')), personKey: PERSON });
    await line('parent-portal', 'ContactImported', imported(T, { personKey: PERSON }));
    const [one, other] = [writer(), writer()];
    await Promise.all([one.seed(), other.seed()]);
    await writer().seed();
    const types: string[] = [];
    for await (const events of store.read('restrictions-A1')) types.push(...events.map(({ type }) => type));
    expect(types).toEqual(['RowsCarry', 'InputsRestrict', 'RegisterSeeded']);
    const standings = new Standings(one.school.view(undefined).sight);
    for (const row of [O, T])
      expect(standings.of(row).orders.map(({ class: said }) => said)).toEqual(['true']);
  });
});
