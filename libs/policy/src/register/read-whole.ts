import type { RegisterInput, RegisterLink, RestrictingLink, RuleInput } from '@gatehouse/contracts';
import { UNKNOWN_CHILD } from '@gatehouse/contracts';
import type { ContactReading, ShownLink } from './contact-reading.js';
import { isNews } from './is-news.js';
import { OnePerson } from './one-person.js';
import type { EmployeeOnPage, RunOfReading } from './read-page.js';
import { actsFromAnyPage, whoMayBeLoose } from './read-page.js';
import type { Held, Input, Link, Register } from './register.js';
import type { RegisterEvent } from './register-event.js';
import { saying } from './register-event.js';
import type { Sight } from './sight.js';
import { listIn } from '../grouped.js';
import { blankMeaning, daysBetween, effective, isBlankClass, PATIENCE_DAYS } from './sight.js';

/** Lapsing takes this many whole readings on different days, beside the days themselves (restrictions.md, rule 6). */
const PATIENCE_READINGS = 10;
/** Releases of so many days are counted together (rule 7). */
const RELEASE_DAYS = 7;

/** What the booleans of a whole reading of contacts say of its MIS. */
export interface ContactBooleans {
  courtOrderFalse: boolean | undefined;
  responsibility: boolean | undefined;
}

/** Undefined where no link was shown: nothing can be told from that. */
export function booleansOf(reading: ContactReading): ContactBooleans {
  let [any, courtOrderFalse, responsibility] = [false, false, false];
  for (const link of reading.links()) {
    any = true;
    courtOrderFalse ||= link.courtOrder === 'false';
    responsibility ||= link.parentalResponsibility === 'true' || link.parentalResponsibility === 'false';
  }
  return any
    ? { courtOrderFalse, responsibility }
    : { courtOrderFalse: undefined, responsibility: undefined };
}

/**
 * Whether a whole reading lost all booleans of an input that an earlier one had: then nothing can be decided from it, and
 * the kind counts as unreadable (restrictions.md, rule 2).
 */
export const lostBooleans = (
  { had }: Register,
  input: 'responsibility' | 'current',
  has: boolean | undefined,
): boolean => had[input] && has === false;

/**
 * What a whole reading of students and contacts adds to the register: what it ends, releases, lets lapse, and what it
 * newly remembers (restrictions.md, rules 2, 5, 6 and 7). Written before the first contact is published.
 */
export function readContactsWhole(
  sight: Sight,
  reading: ContactReading,
  { run, day }: RunOfReading,
): RegisterEvent[] {
  const booleans = booleansOf(reading);
  const ends = endsOf(sight, reading, booleans, day);
  const { released, waiting } = releasesOf(sight, reading, day);
  const responsible = responsibilityEndsOf(sight, reading);
  return saying([
    { type: 'InputsEnded', data: { links: [...ends.ended, ...responsible.ended] } },
    { type: 'RestrictionsLapsed', data: { links: ends.lapsed } },
    { type: 'InputsRestrict', data: { links: blanksOf(sight, reading, booleans, day) } },
    { type: 'LinksReleased', data: { run, links: released } },
    { type: 'ReleasesWait', data: { run, links: [...waiting, ...responsible.waiting] } },
    ...wholeness(sight.register, reading, booleans, day),
  ]);
}

type EndedLink = Omit<RestrictingLink, 'blank' | 'passes'>;

/** Blank and missing values of orders end at once where the link says otherwise, and lapse where it is not shown. */
function endsOf(
  sight: Sight,
  reading: ContactReading,
  booleans: ContactBooleans,
  day: string,
): { ended: EndedLink[]; lapsed: EndedLink[] } {
  const ended: EndedLink[] = [];
  const lapsed: EndedLink[] = [];
  const asRead = afterThisReading(sight, booleans, day);
  // A value that a silent MIS leaves blank says nothing of the link, and so ends nothing.
  const isSaid = ({ row, child, courtOrder }: ShownLink) =>
    !isBlankClass(courtOrder) || asRead(row, child) === 'plain';
  for (const input of sight.register.inputs.values()) {
    if (input.child === undefined) continue;
    for (const held of input.held.filter((one) => isBlankClass(one.class))) {
      const shown = reading.link(input.row, input.child);
      const link = { row: input.row, child: input.child, input: input.input, class: held.class };
      if (!shown) {
        if (hasLapsed(sight.register, input.row, input.child, day)) lapsed.push(link);
      } else if (input.input === 'court_order' && shown.courtOrder !== held.class && isSaid(shown))
        ended.push(link);
    }
  }
  return { ended, lapsed };
}

function hasLapsed(register: Register, row: string, child: string, day: string): boolean {
  const link = register.linkOf(row, child);
  const lastShown = link && register.lastShown(link);
  if (lastShown === undefined || daysBetween(lastShown, day) < PATIENCE_DAYS) return false;
  const days = new Set([...register.days, day]);
  return [...days].filter((one) => one > lastShown).length >= PATIENCE_READINGS;
}

interface LinkName {
  row: string;
  child: string;
}

/**
 * Orders whose own link now says `false`. Where too many end at once, the whole lot waits: a bad night of an integration
 * looks just like that.
 */
function releasesOf(
  sight: Sight,
  reading: ContactReading,
  day: string,
): { released: LinkName[]; waiting: RegisterLink[] } {
  const one = new OnePerson(sight);
  const released: LinkName[] = [];
  const ofTrue: LinkName[] = [];
  const counted = new Set<string>();
  const ending = new Set<string>();
  for (const input of sight.register.inputs.values()) {
    const { row, child } = input;
    if (input.input !== 'court_order' || child === undefined) continue;
    const shown = reading.link(row, child);
    const held = effective(sight, input).filter(({ class: said }) => !isBlankClass(said));
    const isTrue = held.some(({ class: said }) => said === 'true');
    const wasReleased = isReleasedLately(sight, input, day);
    if ((isTrue && shown) || wasReleased) counted.add(one.nameOf(row));
    if (wasReleased) ending.add(one.nameOf(row));
    if (held.length === 0 || shown?.courtOrder !== 'false' || input.waiting) continue;
    if (isTrue) {
      ofTrue.push({ row, child });
      ending.add(one.nameOf(row));
    } else released.push({ row, child });
  }
  const isAll = ending.size >= 2 && ending.size === counted.size;
  const isMany = ending.size > 2 && ending.size * 3 > counted.size;
  if (ofTrue.length === 0 || !(isAll || isMany)) return { released: [...released, ...ofTrue], waiting: [] };
  return { released, waiting: ofTrue.map((link) => ({ ...link, input: 'court_order' as const })) };
}

function isReleasedLately({ runs }: Sight, { releases }: Input, day: string): boolean {
  return releases.some(
    (release) => release.wasTrue && runs.counts(release.run) && daysBetween(release.day, day) < RELEASE_DAYS,
  );
}

/** More adults than this, and more than a third, do not all become responsible in one night. */
const MOST_RESPONSIBLE = 10;

/** Responsibility ends where every row of the adult that said otherwise about the child is shown with `true`. */
function responsibilityEndsOf(
  sight: Sight,
  reading: ContactReading,
): { ended: EndedLink[]; waiting: RegisterLink[] } {
  const { register } = sight;
  const one = new OnePerson(sight);
  const remembered = [...register.inputs.values()].filter(
    (input) =>
      input.input === 'parental_responsibility' &&
      input.child !== undefined &&
      effective(sight, input).length > 0,
  );
  const ofChild = new Map<string, Input[]>();
  for (const input of remembered) listIn(ofChild, input.child as string).push(input);
  const ending: { input: Input; held: Held[] }[] = [];
  const counted = new Set<string>();
  const endingAdults = new Set<string>();
  for (const input of remembered) {
    const held = effective(sight, input);
    const wasFalse = held.some(({ class: said }) => said === 'false');
    const shown = shownFor(one, reading, input);
    if (wasFalse && shown) counted.add(one.nameOf(input.row));
    if (input.waiting || shown?.parentalResponsibility !== 'true') continue;
    if (!everyRowSays(sight, one, reading, ofChild, input)) continue;
    ending.push({ input, held });
    if (wasFalse) endingAdults.add(one.nameOf(input.row));
  }
  const isTooMany = endingAdults.size > MOST_RESPONSIBLE && endingAdults.size * 3 > counted.size;
  const waits = ({ held }: { held: Held[] }) => isTooMany && held.some(({ class: said }) => said === 'false');
  return {
    ended: ending
      .filter((each) => !waits(each))
      .flatMap(({ input, held }) =>
        held.map((each) => ({
          row: input.row,
          child: input.child as string,
          input: input.input,
          class: each.class,
        })),
      ),
    waiting: ending
      .filter(waits)
      .map(({ input }) => ({ row: input.row, child: input.child as string, input: input.input })),
  };
}

/** The link as the reading shows it, the pupil under any of its ids. */
function shownFor(one: OnePerson, reading: ContactReading, { row, child }: Input): ShownLink | undefined {
  if (child === undefined) return undefined;
  const own = reading.link(row, child);
  if (own) return own;
  for (const id of child === UNKNOWN_CHILD ? [] : one.pupilIds(child)) {
    const link = reading.link(row, id);
    if (link) return link;
  }
  return undefined;
}

function everyRowSays(
  { register }: Sight,
  one: OnePerson,
  reading: ContactReading,
  ofChild: ReadonlyMap<string, readonly Input[]>,
  input: Input,
): boolean {
  const ofOthers = one
    .pupilIds(input.child as string)
    .flatMap((child) => ofChild.get(child) ?? [])
    .filter((other) => other.row !== input.row);
  if (ofOthers.length === 0) return true;
  const adult = new Set(one.adultOf(input.row, Infinity));
  return ofOthers.every(
    (other) =>
      !adult.has(other.row) ||
      register.differ(other.row, input.row) ||
      shownFor(one, reading, other)?.parentalResponsibility === 'true',
  );
}

/** Blank and missing values, which only a whole reading may say (rule 2). */
function blanksOf(
  sight: Sight,
  reading: ContactReading,
  booleans: ContactBooleans,
  day: string,
): RestrictingLink[] {
  const asRead = afterThisReading(sight, booleans, day);
  const said = new Map<string, RestrictingLink>();
  const say = (link: RestrictingLink) => said.set(`${link.row} ${link.child} ${link.input}`, link);
  for (const link of reading.links()) {
    const { row, child, courtOrder, parentalResponsibility } = link;
    if (isBlankClass(parentalResponsibility)) {
      if (isNews(sight, row, child, 'parental_responsibility', parentalResponsibility))
        say({ row, child, input: 'parental_responsibility', class: parentalResponsibility });
    }
    if (!isBlankClass(courtOrder)) continue;
    const meaning = asRead(row, child);
    if (meaning === 'passes') {
      // Nothing new restricts; but an order that is remembered is no longer what the source says.
      const known = sight.register.inputOf(row, child, 'court_order');
      if (known && known.held.length > 0 && known.last !== courtOrder)
        say({ row, child, input: 'court_order', class: courtOrder, passes: true });
      continue;
    }
    const mark = meaning === 'restricts' ? { blank: true as const } : {};
    if (isNews(sight, row, child, 'court_order', courtOrder) || isUnmarked(sight, link, meaning))
      say({ row, child, input: 'court_order', class: courtOrder, ...mark });
    // Of several without an id the one that restricts most is what they say.
    if (!link.isLoose || reading.looseOrder(child) !== courtOrder) continue;
    for (const other of whoMayBeLoose(sight, child, reading, courtOrder)) say({ ...other, ...mark });
  }
  return [...said.values()];
}

/** A blank value remembered from before the MIS fell silent says less than one that was read since. */
function isUnmarked({ register }: Sight, { row, child }: ShownLink, meaning: string): boolean {
  const known = register.inputOf(row, child, 'court_order');
  return meaning === 'restricts' && !known?.held.some((held) => held.blank);
}

/** What a blank order means on a link, this reading included: it may be the first blank one, or end them. */
function afterThisReading(
  sight: Sight,
  { courtOrderFalse }: ContactBooleans,
  day: string,
): (row: string, child: string) => ReturnType<typeof blankMeaning> {
  const { register } = sight;
  if (courtOrderFalse !== false || !register.had.courtOrderFalse) return () => 'plain';
  if (register.blank) return (row, child) => blankMeaning(sight, register.linkOf(row, child), day);
  return (row, child) => (isOfLastWhole(register, register.linkOf(row, child)) ? 'passes' : 'restricts');
}

const isOfLastWhole = (register: Register, link: Link | undefined): boolean =>
  link !== undefined &&
  register.isShown(link.row, link.child) &&
  link.first.revision <= (register.lastWhole.contact?.revision ?? -1);

/** What changed in who is shown, and that there was a whole reading that day. */
function wholeness(
  register: Register,
  reading: ContactReading,
  booleans: ContactBooleans,
  day: string,
): RegisterEvent[] {
  const noLonger: LinkName[] = [];
  const again: LinkName[] = [];
  const pupilsGone: string[] = [];
  const pupilsBack: string[] = [];
  const lastWhole = register.lastWhole.contact?.revision ?? -1;
  let isNewShown = false;
  for (const row of register.rows.values()) {
    if (row.kind === 'student') {
      const isShown = reading.pupils.has(row.key);
      if (!isShown && !row.gone) pupilsGone.push(row.key);
      if (isShown && row.gone) pupilsBack.push(row.key);
    }
    for (const link of row.links.values()) {
      const isShown = reading.link(link.row, link.child) !== undefined;
      if (isShown && link.first.revision > lastWhole) isNewShown = true;
      if (isShown && link.missing) again.push({ row: link.row, child: link.child });
      // Of a pupil who is not shown nobody can say whose contacts are: the links stay as they were.
      const isPupilRead = link.child === UNKNOWN_CHILD || reading.pupils.has(link.child);
      if (!isShown && !link.missing && isPupilRead) noLonger.push({ row: link.row, child: link.child });
    }
  }
  const had = {
    ...(booleans.courtOrderFalse === undefined ? {} : { courtOrderFalse: booleans.courtOrderFalse }),
    ...(booleans.responsibility === undefined ? {} : { responsibility: booleans.responsibility }),
  };
  const isChange =
    isNewShown ||
    noLonger.length + again.length + pupilsGone.length + pupilsBack.length > 0 ||
    register.lastWhole.contact?.day !== day ||
    (booleans.courtOrderFalse === true && (register.blank !== undefined || !register.had.courtOrderFalse)) ||
    (booleans.courtOrderFalse === false && register.had.courtOrderFalse && !register.blank) ||
    (booleans.responsibility === true && !register.had.responsibility);
  if (!isChange) return [];
  return [
    { type: 'ReadingWhole', data: { kind: 'contact', day, had, noLonger, again, pupilsGone, pupilsBack } },
  ];
}

/** What a whole reading of employees adds to the register. `current` is each row's own. */
export function readEmployeesWhole(
  sight: Sight,
  employees: readonly EmployeeOnPage[],
  { day }: RunOfReading,
): RegisterEvent[] {
  const { register } = sight;
  const saidOf = new Map<string, RuleInput>();
  for (const { row, current } of employees) {
    const known = saidOf.get(row);
    saidOf.set(row, known === undefined || known === 'true' ? current : known);
  }
  const ended: EndedLink[] = [];
  const restricting: RestrictingLink[] = [];
  const input: RegisterInput = 'current';
  for (const [row, current] of saidOf) {
    if (current === 'true') {
      for (const held of register.inputOf(row, undefined, input)?.held ?? [])
        ended.push({ row, input, class: held.class });
    } else if (!actsFromAnyPage(input, current) && isNews(sight, row, undefined, input, current)) {
      restricting.push({ row, input, class: current });
    }
  }
  const has = hasCurrent(employees);
  const isChange = register.lastWhole.employee?.day !== day || (has === true && !register.had.current);
  return saying([
    { type: 'InputsEnded', data: { links: ended } },
    { type: 'InputsRestrict', data: { links: restricting } },
    ...(isChange
      ? [
          {
            type: 'ReadingWhole' as const,
            data: {
              kind: 'employee' as const,
              day,
              had: has === undefined ? {} : { current: has },
              noLonger: [],
              again: [],
              pupilsGone: [],
              pupilsBack: [],
            },
          },
        ]
      : []),
  ]);
}

/** Whether any `current` was a boolean; undefined where nobody was shown. */
export const hasCurrent = (employees: readonly EmployeeOnPage[]): boolean | undefined =>
  employees.length === 0
    ? undefined
    : employees.some(({ current }) => current === 'true' || current === 'false');
