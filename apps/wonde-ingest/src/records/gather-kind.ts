import type { EventRecord, Kind, MisRecord } from '@gatehouse/schemas';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { AskedMembers, Outcome, ReadRow, WondePage } from '@gatehouse/wonde';
import { readClassRow, readEmployeeRow, readEventRow, readGroupRow } from '@gatehouse/wonde';
import type { EmployeeOnPage } from '@gatehouse/policy';
import { identityOf } from '../restrictions/identity-of.js';
import type { GatheredKind } from './gathered-kind.js';
import { nothingOf } from './gathered-kind.js';
import { isPersonReadable, personKeyOf } from './person-key-of.js';
import type { SchoolIntake } from './intake.js';
import { KindIntake } from './intake.js';
import { OccurrenceGatherer } from './occurrence-gatherer.js';
import { RecordGatherer } from './record-gatherer.js';

export type OnEmployeePage = (employees: readonly EmployeeOnPage[], isFirst: boolean) => Promise<void>;

/** A kind that has a Wonde resource of its own. */
export type PlainKind = Exclude<Kind, 'student' | 'contact'>;

/**
 * Reads a kind that stands alone in its resource, each record once. A list that is begun anew is gathered anew; what
 * restricts in the pages before was told of, and stands.
 *
 * @param asked which members were included: one that was not asked for is not missed.
 * @param onEmployees told of each page of employees what may restrict somebody, before anything of it is published.
 * @returns what was read of it also where the school has more records than are gathered: an event that stays out is among it.
 */
export async function gatherKind(
  kind: PlainKind,
  pages: AsyncIterable<Outcome<WondePage>>,
  asked: AskedMembers,
  pseudonyms: Pseudonyms,
  school: SchoolIntake,
  onEmployees: OnEmployeePage = async () => undefined,
): Promise<GatheredKind> {
  const gatherer = kind === 'event' ? new OccurrenceGatherer(pseudonyms) : new RecordGatherer();
  const intake = new KindIntake(kind, school);
  const gathered = nothingOf(kind);
  for await (const page of pages) {
    if (!page.ok) {
      gathered.unreadable = page.refusal;
      break;
    }
    if (page.value.number === 1) {
      gatherer.beginAnew();
      intake.beginAnew();
      gathered.unidentified = 0;
    }
    gathered.leftOut = page.value.leftOut;
    const observedAt = page.value.fetchedAt.toISOString();
    const employees: EmployeeOnPage[] = [];
    for (const raw of page.value.rows) {
      const { row, record } = READERS[kind](raw, intake, asked, pseudonyms);
      if (row.id === undefined) {
        gathered.unidentified += 1;
        continue;
      }
      const recordKey = pseudonyms.recordKey(kind, row.id);
      const personKey = kind === 'employee' ? personKeyOf(row, pseudonyms) : undefined;
      const failed = row.unusable && { failed: true as const };
      gatherer.add({ recordKey, personKey, observedAt, record, ...failed }, row.id);
      if (record.kind === 'employee') {
        employees.push({ row: recordKey, current: record.current, ...identityOf(row, pseudonyms) });
      }
    }
    if (kind === 'employee') await onEmployees(employees, page.value.number === 1);
    if ((gathered.unreadable = school.refusal ?? intake.refusal)) break;
  }
  gathered.records = gatherer.all(gathered.unreadable === undefined);
  gathered.unusableRows = intake.rowsRefused;
  return gathered;
}

type ReadRecord = (
  raw: unknown,
  intake: KindIntake,
  asked: AskedMembers,
  pseudonyms: Pseudonyms,
) => { row: ReadRow; record: MisRecord };

const READERS: Record<PlainKind, ReadRecord> = {
  employee: (raw, intake) => {
    const row = intake.take(readEmployeeRow(raw));
    const record: MisRecord = { kind: 'employee', fields: row.fields, current: row.current };
    return { row, record: isPersonReadable(row) ? record : { ...record, personUnreadable: true } };
  },
  class: (raw, intake, asked, pseudonyms) =>
    roster('class', intake.take(readClassRow(raw, asked)), pseudonyms),
  group: (raw, intake, asked, pseudonyms) =>
    roster('group', intake.take(readGroupRow(raw, asked)), pseudonyms),
  event: (raw, intake) => {
    const row = intake.take(readEventRow(raw));
    const { fields, visibility, cancelled, category } = row;
    const record: EventRecord = { kind: 'event', fields, visibility };
    if (cancelled) record.cancelled = true;
    if (category !== undefined) record.category = category;
    return { row, record };
  },
};

function roster(kind: 'class' | 'group', row: ReturnType<typeof readClassRow>, pseudonyms: Pseudonyms) {
  const students = row.students.map((id) => pseudonyms.recordKey('student', id));
  const employees = row.employees.map((id) => pseudonyms.recordKey('employee', id));
  const record: MisRecord = { kind, fields: row.fields, students, employees };
  const isUnreadable = Object.values(row.included).includes('unreadable');
  return { row, record: isUnreadable ? { ...record, membersUnreadable: true as const } : record };
}
