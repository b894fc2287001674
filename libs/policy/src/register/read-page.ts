import type { CarriedRow, RegisterInput, RestrictingLink, RuleInput } from '@gatehouse/schemas';
import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import type { Sight } from './sight.js';
import { effective } from './sight.js';
import type { ContactOnPage, ContactPage, ContactReading } from './contact-reading.js';
import type { RegisterEvent } from './register-event.js';
import { saying } from './register-event.js';
import type { ShownPeople, ShownPerson } from './shown-people.js';

/**
 * Whether a restricting class that was just read must be written (restrictions.md, rule 9): the register last had
 * another one for the link, the last whole reading did not show the link, or a word has ended what was remembered. What
 * was written since that reading is no news: one that fails again and again writes it once.
 */
export function isNews(
  sight: Sight,
  row: string,
  child: string | undefined,
  input: RegisterInput,
  said: RuleInput,
): boolean {
  const known = sight.register.inputOf(row, child, input);
  if (!known || known.last !== said) return true;
  const held = effective(sight, known).find((one) => one.class === said);
  if (!held) return true;
  const lastWhole = sight.register.lastWhole.contact?.revision ?? -1;
  return (
    child !== undefined &&
    child !== UNKNOWN_CHILD &&
    held.revision <= lastWhole &&
    isMissing(sight, row, child)
  );
}

/** A whole reading that showed the pupil did not show the link, or the last one did not show the pupil. */
function isMissing({ register }: Sight, row: string, child: string): boolean {
  const link = register.linkOf(row, child);
  return link !== undefined && register.lastShown(link) !== undefined;
}

/** The run that reads, and its day. */
export interface RunOfReading {
  run: number;
  day: string;
}

const OF_ANY_PAGE: { readonly [input: string]: readonly RuleInput[] } = {
  court_order: ['true', 'unreadable'],
  parental_responsibility: ['false', 'unreadable'],
  current: ['false', 'unreadable'],
};
export const actsFromAnyPage = (input: RestrictingLink['input'], said: RuleInput): boolean =>
  OF_ANY_PAGE[input]?.includes(said) ?? false;

/**
 * What a page of students and contacts adds to the register, whether or not the reading will be whole (restrictions.md,
 * rules 1, 9, 12 and 13). Written before anything of the page is published.
 *
 * @param reading what the run has read so far, this page included.
 */
export function readContactPage(
  sight: Sight,
  page: ContactPage,
  reading: ContactReading,
  people: ShownPeople,
  { run, day }: RunOfReading,
): RegisterEvent[] {
  const pupils = page.pupils.flatMap((pupil) =>
    pupil.row === undefined ? [] : [{ ...pupil, row: pupil.row }],
  );
  // First what restricts: the rest may be large, and an append may fail behind it.
  return saying([
    { type: 'InputsRestrict', data: { links: restrictingOn(sight, page.contacts, reading) } },
    { type: 'NamesDiffer', data: { pairs: people.add([...pupils, ...page.contacts], sight.register, run) } },
    { type: 'RowsCarry', data: { kind: 'student', day, rows: newlyCarried(sight, pupils) } },
    { type: 'RowsCarry', data: { kind: 'contact', day, rows: newlyCarried(sight, page.contacts) } },
  ]);
}

/** An employee's row as a page shows it. */
export interface EmployeeOnPage extends ShownPerson {
  current: RuleInput;
}

/** What a page of employees adds to the register. */
export function readEmployeePage(
  sight: Sight,
  employees: readonly EmployeeOnPage[],
  people: ShownPeople,
  { run, day }: RunOfReading,
): RegisterEvent[] {
  const links = employees
    .filter(
      ({ row, current }) =>
        actsFromAnyPage('current', current) && isNews(sight, row, undefined, 'current', current),
    )
    .map(({ row, current }): RestrictingLink => ({ row, input: 'current', class: current }));
  return saying([
    { type: 'InputsRestrict', data: { links } },
    { type: 'NamesDiffer', data: { pairs: people.add(employees, sight.register, run) } },
    { type: 'RowsCarry', data: { kind: 'employee', day, rows: newlyCarried(sight, employees) } },
  ]);
}

/** The rows with marks that the register does not know yet, each row once, with the new marks only. */
function newlyCarried(
  { register }: Sight,
  shown: readonly (Omit<ShownPerson, 'parts'> & Partial<Pick<ContactOnPage, 'child' | 'isLoose'>>)[],
): CarriedRow[] {
  const rows = new Map<
    string,
    { row: string; isLoose: boolean; persons: Set<string>; names: Set<string>; children: Set<string> }
  >();
  for (const { row, persons, names, child, isLoose } of shown) {
    const known = register.rows.get(row);
    const news = rows.get(row) ?? {
      row,
      isLoose: isLoose ?? false,
      persons: new Set(),
      names: new Set(),
      children: new Set(),
    };
    for (const person of persons) if (!known?.persons.has(person)) news.persons.add(person);
    // Names count how many share a `upi`: of a row without one they are not kept.
    if (names !== undefined && persons.length > 0 && !known?.names.has(names)) news.names.add(names);
    if (child !== undefined && !known?.links.has(child)) news.children.add(child);
    const isNew = !known || news.persons.size + news.names.size + news.children.size > 0;
    if (isNew) rows.set(row, news);
  }
  return [...rows.values()].flatMap(({ row, isLoose, persons, names, children }) => {
    const [first, ...others] = names.size > 0 ? [...names] : [undefined];
    const carried: CarriedRow = { row };
    if (persons.size > 0) carried.persons = [...persons];
    if (first !== undefined) carried.names = first;
    if (isLoose) carried.loose = true;
    if (children.size > 0) carried.children = [...children];
    return [carried, ...others.map((name): CarriedRow => ({ row, names: name }))];
  });
}

function restrictingOn(
  sight: Sight,
  contacts: readonly ContactOnPage[],
  reading: ContactReading,
): RestrictingLink[] {
  const said = new Map<string, RestrictingLink>();
  const say = (link: RestrictingLink) => said.set(`${link.row} ${link.child} ${link.input}`, link);
  for (const { row, child } of contacts) {
    const link = reading.link(row, child);
    if (!link) continue;
    for (const [input, value] of [
      ['court_order', link.courtOrder],
      ['parental_responsibility', link.parentalResponsibility],
    ] as const) {
      if (actsFromAnyPage(input, value) && isNews(sight, row, child, input, value))
        say({ row, child, input, class: value });
    }
  }
  const isRestricting = ({ isLoose, courtOrder }: ContactOnPage) =>
    isLoose && actsFromAnyPage('court_order', courtOrder);
  for (const child of new Set(contacts.filter(isRestricting).map((contact) => contact.child))) {
    for (const link of whoMayBeLoose(sight, child, reading, 'unreadable')) say(link);
  }
  return [...said.values()];
}

/**
 * A row without a readable id restricts everybody known for the child who is not shown there: one of them it may be
 * (restrictions.md, rule 12).
 */
export function whoMayBeLoose(
  sight: Sight,
  child: string,
  reading: ContactReading,
  said: RuleInput,
): RestrictingLink[] {
  const { register } = sight;
  const shown = reading.rowsUnder(child);
  return [...(register.byChild.get(child) ?? [])]
    .filter((row) => !shown.has(row) && !register.rows.get(row)?.isLoose)
    .filter((row) => {
      const known = register.inputOf(row, child, 'court_order');
      return known?.last !== said || !known.held.some((held) => held.class === said);
    })
    .map((row) => ({ row, child, input: 'court_order', class: said }));
}
