import type { Kind } from '@gatehouse/schemas';
import { includesFor, resourceOf } from '@gatehouse/policy';
import type { SqlDatabase } from '@gatehouse/sqlite';
import type { WondeSource } from './fetch-rows.js';
import { fetchRows } from './fetch-rows.js';
import { keepContacts } from './keep-contacts.js';
import { keepEvents } from './keep-events.js';
import { pickFields } from './pick-fields.js';
import type { SchoolPlan } from './school-plan.js';
import { planSchool, takersOf } from './school-plan.js';
import type { DocumentRow } from './upsert-documents.js';
import { upsertDocuments } from './upsert-documents.js';
import type { EmployeeRow, RosterRow, Row, StudentRow } from './wonde-rows.js';

/** What a record brings beside its fields: a contact's children, a roster's members. */
interface Kept {
  row: Row;
  relations: (plan: SchoolPlan, addOn: DocumentRow[1]) => object;
}

const alone = (row: Row): Kept => ({ row, relations: () => ({}) });

/** Fetches a school, keeps what the rules let in, and writes one row per add-on and document. Gives the records seen. */
export async function syncSchool(source: WondeSource, db: SqlDatabase, schoolId: string): Promise<number> {
  const plan = await planSchool(source, schoolId);
  const fetchKind = <T>(kind: Kind) =>
    fetchRows<T>(source, schoolId, resourceOf(kind), includesFor(kind, plan.plans).include);
  const write = (kind: Kind, kept: readonly Kept[]) =>
    upsertDocuments(db, documentsOf(schoolId, plan, kind, kept));
  let seen = 0;

  const students = plan.kinds.includes('student') ? await fetchKind<StudentRow>('student') : [];
  write('student', students.map(alone));
  const contacts = keepContacts(students);
  write(
    'contact',
    contacts.kept.map(({ row, children }) => ({ row, relations: () => ({ children }) })),
  );
  seen += students.length + (plan.kinds.includes('contact') ? contacts.seen : 0);

  const employees = plan.kinds.includes('employee') ? await fetchKind<EmployeeRow>('employee') : [];
  const current = employees.filter((row) => row.employment_details?.data.current === true);
  write('employee', current.map(alone));
  seen += employees.length;

  const present = { students: idsOf(students), employees: idsOf(current) };
  for (const kind of ['class', 'group'] as const) {
    if (!plan.kinds.includes(kind)) continue;
    const rosters = await fetchKind<RosterRow>(kind);
    write(
      kind,
      rosters.map((row) => rosterOf(row, present)),
    );
    seen += rosters.length;
  }

  const events = plan.kinds.includes('event') ? await fetchKind<Row>('event') : [];
  write('event', keepEvents(events).map(alone));
  return seen + events.length;
}

/** A roster names only members that came in, and employees only where the add-on takes them. */
function rosterOf(row: RosterRow, present: { students: Set<string>; employees: Set<string> }): Kept {
  const members = (list: Row[] | undefined, known: Set<string>) =>
    (list ?? []).filter(({ id }) => known.has(id)).map(({ id }) => ({ id }));
  const students = members(row.students?.data, present.students);
  const employees = members(row.employees?.data, present.employees);
  const { students: _, employees: __, ...plain } = row;
  return {
    row: plain,
    relations: (plan, addOn) =>
      plan.grants[addOn as keyof typeof plan.grants].employee ? { students, employees } : { students },
  };
}

function documentsOf(schoolId: string, plan: SchoolPlan, kind: Kind, kept: readonly Kept[]): DocumentRow[] {
  return takersOf(plan, kind).flatMap(([addOn, fields]) =>
    kept.map(({ row, relations }): DocumentRow => {
      const document = { id: row.id, ...pickFields(row, fields), ...relations(plan, addOn) };
      return [schoolId, addOn, kind, row.id, JSON.stringify(document)];
    }),
  );
}

const idsOf = (rows: readonly Row[]) => new Set(rows.map(({ id }) => id));
