import type {
  CarriedRow,
  EventOf,
  InputsEnded,
  InputsRestrict,
  LinksReleased,
  NamesDiffer,
  PupilsUnsettled,
  ReadingFenced,
  ReadingWhole,
  RegisterInput,
  RegisterSeeded,
  ReleasesWait,
  RestrictingLink,
  RestrictionsLapsed,
  RowsAlike,
  RowsCarry,
  RuleInput,
} from '@gatehouse/schemas';
import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import type { NameParts } from '../../people/names.js';
import { namesDiffer } from '../../people/names.js';
import type { Register } from '../memory/register.js';
import { MOST_NAMES, pairName } from '../memory/register.js';
import type { Sight } from '../memory/sight.js';
import { effective } from '../memory/sight.js';
import type { ContactOnPage } from './contact-reading.js';

/** An event of `restrictions-` as a plain value: what reading decides to write. */
export type RegisterEvent = EventOf<
  | typeof RegisterSeeded
  | typeof ReadingFenced
  | typeof InputsRestrict
  | typeof InputsEnded
  | typeof RowsCarry
  | typeof RowsAlike
  | typeof NamesDiffer
  | typeof ReadingWhole
  | typeof PupilsUnsettled
  | typeof LinksReleased
  | typeof ReleasesWait
  | typeof RestrictionsLapsed
>;

const LISTS = ['links', 'rows', 'pairs', 'groups'];

/** Events that say something: those whose list is empty are left out. */
export const saying = (events: readonly RegisterEvent[]): RegisterEvent[] =>
  events.filter(({ data }) => {
    const fields: { readonly [name: string]: unknown } = data;
    const isEmpty = (list: unknown) => Array.isArray(list) && list.length === 0;
    return !LISTS.some((name) => isEmpty(fields[name]));
  });

/** A class that a link no longer says. */
export type EndedLink = Omit<RestrictingLink, 'blank' | 'passes'>;

export interface LinkName {
  row: string;
  child: string;
}

export const actsFromAnyPage = (input: RestrictingLink['input'], said: RuleInput): boolean =>
  OF_ANY_PAGE[input]?.includes(said) ?? false;

const OF_ANY_PAGE: { readonly [input: string]: readonly RuleInput[] } = {
  court_order: ['true', 'unreadable'],
  parental_responsibility: ['false', 'unreadable'],
  current: ['false', 'unreadable'],
};

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

/** A person as a run shows it, of any kind. Names in clear stay in memory. */
export interface ShownPerson {
  row: string;
  persons: readonly string[];
  names: string | undefined;
  parts: NameParts;
}

/** More rows than this under one person key tell nothing of each other. */
const MOST_ROWS = 64;

/** Everybody whom one run has shown so far, by person key: to see who of one key came under different names. */
export class ShownPeople {
  readonly #byPerson = new Map<string, Map<string, NameParts>>();

  /**
   * Takes people in.
   *
   * @returns the pairs of a person key that this is the first reading to show together, under names that differ
   * (restrictions.md, rule 13). Two that were both known before count as no such pair: an earlier reading showed them,
   * and a later change of name frees nobody.
   */
  add(people: readonly ShownPerson[], register: Register, run: number): [string, string][] {
    const pairs = new Map<string, [string, string]>();
    const isNew = (row: string) => (register.rows.get(row)?.first.run ?? run) === run;
    for (const { row, persons, parts } of people) {
      for (const person of persons) {
        const shown = this.#byPerson.get(person) ?? new Map<string, NameParts>();
        this.#byPerson.set(person, shown);
        if (shown.size <= MOST_ROWS && !register.overflow.has(person)) {
          for (const [other, theirs] of shown) {
            if (other === row || !(isNew(row) || isNew(other)) || register.differ(row, other)) continue;
            if (namesDiffer(parts, theirs))
              pairs.set(pairName(row, other), row < other ? [row, other] : [other, row]);
          }
        }
        if (!shown.has(row)) shown.set(row, parts);
      }
    }
    return pairs.size > MOST_ROWS * MOST_NAMES ? [] : [...pairs.values()];
  }
}

/** The rows with marks that the register does not know yet, each row once, with the new marks only. */
export function newlyCarried(
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
