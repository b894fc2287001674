import type { RestrictingLink, RuleInput } from '@gatehouse/schemas';
import { alikeGroups } from '../../people/alike.js';
import { foldedName } from '../../people/names.js';
import type { Sight } from '../memory/sight.js';
import type { ContactOnPage, ContactPage, ContactReading } from './contact-reading.js';
import type { RegisterEvent, ShownPeople } from './news.js';
import { actsFromAnyPage, isNews, newlyCarried, saying } from './news.js';

/** The run that reads, and its day. */
export interface RunOfReading {
  run: number;
  day: string;
}

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

/** Who a reading, whole or not, showed as possibly one person, as far as the register does not know it yet (rule 10). */
export function readAlike({ register }: Sight, reading: ContactReading): RegisterEvent[] {
  const contacts = [...reading.contacts].flatMap(([row, { contents, children }]) => {
    // A row that once came with names has some, also where it came without.
    const named = contents.find(({ parts }) => foldedName(parts) !== '');
    return contents.map(({ fields, parts }) => ({
      row,
      fields,
      name: named && foldedName(parts) === '' ? named.parts : parts,
      children: [...children],
    }));
  });
  const found = new Map<string, string[]>();
  for (const { rows } of alikeGroups(contacts)) {
    const sorted = [...rows].sort();
    if (!register.areKnownAlike(sorted)) found.set(sorted.join(), sorted);
  }
  const groups = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => rows);
  return saying([{ type: 'RowsAlike', data: { groups } }]);
}
