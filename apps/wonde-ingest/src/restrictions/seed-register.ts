import type { AddOn, CarriedRow, Kind, RegisterKind, RestrictingLink } from '@gatehouse/schemas';
import {
  ADD_ONS,
  ledgerStream,
  linkClassesSchema,
  meaningOfLine,
  personKeySchema,
  recordKeySchema,
  RegisterSeeded,
  restrictionsStream,
  ruleInputSchema,
} from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import type { RegisterEvent } from '@gatehouse/policy';
import { saying } from '@gatehouse/policy';
import { z } from 'zod';

/** A ledger line cannot be read, and so nobody can say whom it restricted: the school is not synchronised. */
export class LedgerLineUnreadable extends Error {
  readonly code = 'LEDGER_LINE_UNREADABLE';
  constructor(ledger: string, revision: number) {
    super(
      `Line ${revision} of ${ledger} is damaged, and what it remembered cannot be taken over. ` +
        'Restore the event store from its backup; until then the school is not synchronised.',
    );
    this.name = 'LedgerLineUnreadable';
  }
}

/** What lines of earlier versions remember: the same fields in every outcome. */
const lineSchema = z.object({
  recordKey: recordKeySchema,
  personKey: personKeySchema.optional(),
  links: z.array(linkClassesSchema).optional(),
  current: ruleInputSchema.optional(),
});
type Line = z.infer<typeof lineSchema>;

const KINDS_OF_PEOPLE: { readonly [kind in Kind]?: RegisterKind } = {
  student: 'student',
  contact: 'contact',
  employee: 'employee',
};

/** What a school's ledgers remember of one row, all of them together. */
interface Remembered {
  kind: RegisterKind;
  persons: Set<string>;
  children: Set<string>;
  /** The last line of each ledger. */
  last: Map<AddOn, Line>;
}

/** Whether the school's register was seeded. Seeding stands at the beginning of the stream: no more than that is read. */
export async function isRegisterSeeded(store: EventStore, schoolId: string): Promise<boolean> {
  for await (const events of store.read(restrictionsStream(schoolId))) {
    if (events.some(({ type }) => type === RegisterSeeded.type)) return true;
  }
  return false;
}

/**
 * The events that take over what ledgers of earlier versions remembered: restricting links stood on their lines, each
 * ledger for itself. Rows are known that have any line. `RegisterSeeded` comes last, also of a school without lines.
 *
 * @throws LedgerLineUnreadable
 */
export async function seedEvents(store: EventStore, schoolId: string, day: string): Promise<RegisterEvent[]> {
  const rows = new Map<string, Remembered>();
  let lines = 0;
  for (const addOn of ADD_ONS) {
    for await (const events of store.read(ledgerStream(schoolId, addOn))) {
      for (const event of events) {
        lines += 1;
        remember(rows, addOn, event);
      }
    }
  }
  const carried = (kind: RegisterKind): RegisterEvent => ({
    type: 'RowsCarry',
    data: {
      kind,
      day,
      rows: [...rows].filter(([, row]) => row.kind === kind).map(([key, row]) => carriedRow(key, row)),
    },
  });
  const links = [...rows].flatMap(([key, row]) => restrictingLinks(key, row));
  const seeds: RegisterEvent[] = [
    carried('student'),
    carried('contact'),
    carried('employee'),
    { type: 'InputsRestrict', data: { links } },
  ];
  return [...saying(seeds), { type: 'RegisterSeeded', data: { lines } }];
}

function remember(
  rows: Map<string, Remembered>,
  addOn: AddOn,
  { stream, revision, type, data }: RecordedEvent,
): void {
  const kind = KINDS_OF_PEOPLE[meaningOfLine(type)?.kind ?? 'event'];
  if (!kind) return;
  const parsed = lineSchema.safeParse(data);
  if (!parsed.success) throw new LedgerLineUnreadable(stream, revision);
  const line = parsed.data;
  const row = rows.get(line.recordKey) ?? { kind, persons: new Set(), children: new Set(), last: new Map() };
  rows.set(line.recordKey, row);
  if (line.personKey !== undefined) row.persons.add(line.personKey);
  for (const { child } of line.links ?? []) row.children.add(child);
  row.last.set(addOn, line);
}

function carriedRow(key: string, { persons, children }: Remembered): CarriedRow {
  const carried: CarriedRow = { row: key };
  if (persons.size > 0) carried.persons = [...persons];
  if (children.size > 0) carried.children = [...children];
  return carried;
}

function restrictingLinks(row: string, { last }: Remembered): RestrictingLink[] {
  const links = new Map<string, RestrictingLink>();
  const say = (link: RestrictingLink) => links.set(`${link.child} ${link.input} ${link.class}`, link);
  for (const line of last.values()) {
    for (const { child, courtOrder, parentalResponsibility } of line.links ?? []) {
      if (courtOrder !== 'false') say({ row, child, input: 'court_order', class: courtOrder });
      if (parentalResponsibility !== 'true')
        say({ row, child, input: 'parental_responsibility', class: parentalResponsibility });
    }
    if (line.current !== undefined && line.current !== 'true')
      say({ row, input: 'current', class: line.current });
  }
  // The strongest last: it is what the newest reading is taken to have said.
  const strength = ({ class: said }: RestrictingLink) =>
    ['null', 'absent', 'unreadable', 'false', 'true'].indexOf(said);
  return [...links.values()].sort((a, b) => strength(a) - strength(b));
}
