import type { RegisterInput, RuleInput } from '@gatehouse/schemas';
import { setIn } from '../../grouped.js';
import type { Held, Input } from '../memory/remembered-inputs.js';
import type { Sight } from '../memory/sight.js';
import { effective, isBlankClass, isBlankSaidSince, ordersAway } from '../memory/sight.js';
import type { OnePerson } from './one-person.js';
import { sinceWhenUnclear } from './since-when-unclear.js';
import type { Standing, Unclear } from './standing.js';
import type { Standings } from './standings.js';

/** Why somebody is kept out although their own row does not say so today. */
export type KeptOutBy =
  /** Read earlier, and not what the newest reading says of the link, or not shown by it. */
  | 'remembered'
  /** A court order of another row of the same person. */
  | 'same-person'
  /** The source says that the order ended, together with too many others. */
  | 'waiting'
  /** The source says that the order ended; the run that read so has not completed yet. */
  | 'releasing'
  /** Blank in a reading that lost all values, on a link that was new. */
  | 'blank'
  | 'alike'
  | 'made-again'
  | 'moved'
  | 'blocked';

/** The word of a person, or of the source, that would end it. */
type EndingWord = 'lift' | 'separate' | 'unblock' | 'say-what-blank-means' | 'next-run';

export interface KeptOut {
  row: string;
  because: KeptOutBy;
  input: RegisterInput | undefined;
  class: RuleInput | undefined;
  /** Whose restriction it is: the row itself, or the one that it belongs to or may be. */
  of: string;
  /** The pupil; undefined where it counts for every child. */
  child: string | undefined;
  /** ISO 8601, a day alone for alike and made again; undefined where nobody can know. */
  since: string | undefined;
  /** The run that read it. */
  run: number | undefined;
  word: EndingWord;
}

/**
 * Everybody who is out by memory alone, for being alike or made again, waiting, or in a blank reading, with the word that
 * would end it (restrictions.md, rule 18), in the order of rows. Who is out for what their own row says today is not here:
 * the source shows that.
 */
export function listRestrictions(sight: Sight, standings: Standings): KeptOut[] {
  const list: KeptOut[] = [];
  for (const input of sight.register.inputs.values()) list.push(...ofInput(sight, input));
  for (const row of standings.rows) {
    const standing = standings.of(row);
    if (standing.block) list.push(...ofBlock(sight, row, standing.block));
    for (const order of standing.orders) {
      const about = order.about === '*' ? undefined : order.about[0];
      const more = {
        class: order.class,
        input: 'court_order',
        child: about,
        since: order.held?.since,
        run: order.held?.run,
      } as const;
      if (order.via === 'person' && !isOutToday(sight, row))
        list.push(entry(row, 'same-person', order.of, 'lift', more));
      if (order.via === 'moved') list.push(entry(row, 'moved', order.of, 'lift', more));
    }
    for (const unclear of standing.unclear) list.push(ofUnclear(sight, standings.one, row, unclear));
    for (const one of standing.responsibility) {
      if (one.of === row) continue;
      const more = {
        class: one.class,
        input: 'parental_responsibility',
        child: one.about[0],
        since: one.held.since,
        run: one.held.run,
      } as const;
      list.push(entry(row, 'same-person', one.of, 'lift', more));
    }
  }
  return list.sort((a, b) => compare(a.row, b.row) || compare(a.because, b.because) || compare(a.of, b.of));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function entry(
  row: string,
  because: KeptOutBy,
  of: string,
  word: EndingWord,
  more: Partial<KeptOut>,
): KeptOut {
  const none = { input: undefined, class: undefined, child: undefined, since: undefined, run: undefined };
  return { row, because, of, word, ...none, ...more };
}

/** The row's own block stands in the settings for everybody to see. */
function ofBlock(
  { words, through }: Sight,
  row: string,
  { of, key, since }: NonNullable<Standing['block']>,
): KeptOut[] {
  if (of !== row) return [entry(row, 'blocked', of, 'unblock', { since })];
  return words.blockOf(key, through) ? [] : [entry(row, 'moved', of, 'unblock', { since })];
}

function ofUnclear(sight: Sight, one: OnePerson, row: string, unclear: Unclear): KeptOut {
  const { about, of, because } = unclear;
  const since = sinceWhenUnclear(sight, one, row, unclear);
  return entry(row, because, of, 'separate', {
    child: about === '*' ? undefined : about[0],
    since: since?.day,
    run: since?.run,
  });
}

function ofInput(sight: Sight, input: Input): KeptOut[] {
  return effective(sight, input).flatMap((held): KeptOut[] => {
    if (input.input === 'court_order' && !ordersAway(sight, held)) return [];
    const because = whyStill(sight, input, held);
    const { row, child } = input;
    // Want of responsibility keeps a link out, and nobody who is not shown at all.
    const isForNobody = input.input === 'parental_responsibility' && !isShownAtAll(sight, row);
    if (!because || isForNobody) return [];
    const word = wordFor(because, held);
    return [
      entry(row, because, row, word, {
        input: input.input,
        class: held.class,
        child,
        since: held.since,
        run: held.run,
      }),
    ];
  });
}

const isShownAtAll = ({ register }: Sight, row: string): boolean =>
  [...(register.rows.get(row)?.links.keys() ?? [])].some((child) => register.isShown(row, child));

/** Whether the row's own links say today that it stays out: then another row's order changes nothing. */
function isOutToday(sight: Sight, row: string): boolean {
  return (sight.register.inputsOfRow.get(row) ?? []).some(
    (input) =>
      input.input === 'court_order' &&
      effective(sight, input).some(
        (held) => ordersAway(sight, held) && whyStill(sight, input, held) === undefined,
      ),
  );
}

/** What blank means is said of `null` alone: a flag that is absent never means no order. */
function wordFor(because: KeptOutBy, held: Held): EndingWord {
  if (because === 'releasing') return 'next-run';
  return because === 'blank' && held.class === 'null' ? 'say-what-blank-means' : 'lift';
}

/** Why the memory counts beside what the source shows today; undefined where the source itself says so. */
function whyStill(sight: Sight, input: Input, held: Held): KeptOutBy | undefined {
  const { register, runs } = sight;
  if (held.blank && isBlankClass(held.class) && !isBlankSaidSince(sight, held.revision)) return 'blank';
  if (input.waiting) return 'waiting';
  // What a run released that never completed counts for nothing any more.
  const mayCount = ({ run }: { run: number }) => runs.isOpen && run === runs.newest;
  if (input.releases.some((release) => release.revision > held.revision && mayCount(release)))
    return 'releasing';
  if (input.last !== held.class) return 'remembered';
  if (input.child === undefined) return undefined;
  // What is shown under a pupil without an id ends nothing, and under an unsettled one nothing is shown.
  if (register.isUnsettled(input.child)) return 'remembered';
  return register.isShown(input.row, input.child) ? undefined : 'remembered';
}

/** How many people are kept out in each of these ways, each once a way: what the result of a run says. */
export type RestrictionCounts = { [because in KeptOutBy]?: number };

export function countRestrictions(list: readonly KeptOut[]): RestrictionCounts {
  const rows = new Map<KeptOutBy, Set<string>>();
  for (const { row, because } of list) setIn(rows, because).add(row);
  return Object.fromEntries([...rows].map(([because, of]) => [because, of.size]));
}

/**
 * Employees who share a person key with a contact under a court order, and whose names did not differ when they were first
 * shown together: an order is about contacts, and they come in as staff (restrictions.md, rule 13).
 */
export function staffUnderOrder(sight: Sight, standings: Standings): { row: string; contact: string }[] {
  const { register } = sight;
  const found = new Map<string, { row: string; contact: string }>();
  for (const contact of standings.rows) {
    if (!standings.of(contact).orders.some((order) => order.class === 'true')) continue;
    for (const person of register.rows.get(contact)?.persons.keys() ?? []) {
      if (register.overflow.has(person)) continue;
      for (const row of register.byPerson.get(person) ?? []) {
        const isStaff = register.rows.get(row)?.kind === 'employee' && standings.of(row).current.length === 0;
        if (isStaff && !register.differ(row, contact) && !found.has(row)) found.set(row, { row, contact });
      }
    }
  }
  return [...found.values()].sort((a, b) => compare(a.row, b.row));
}

/** Whether the MIS says of no contact who the person is: then rows of one person are found by likeness alone. */
export function isWithoutUpis({ register }: Sight): boolean {
  let any = false;
  for (const { kind, persons } of register.rows.values()) {
    if (kind !== 'contact') continue;
    if (persons.size > 0) return false;
    any = true;
  }
  return any;
}
