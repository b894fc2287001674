import type { RegisterLink } from '@gatehouse/schemas';
import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import { daysBetween } from '../../../days.js';
import { listIn } from '../../../grouped.js';
import type { Held, Input } from '../../memory/remembered-inputs.js';
import type { Sight } from '../../memory/sight.js';
import { effective, isBlankClass } from '../../memory/sight.js';
import { OnePerson } from '../../standing/one-person.js';
import type { ContactReading, ShownLink } from '../contact-reading.js';
import type { EndedLink, LinkName } from '../news.js';

/** Releases of so many days are counted together (rule 7). */
const RELEASE_DAYS = 7;

/**
 * Orders whose own link now says `false`. Where too many end at once, the whole lot waits: a bad night of an integration
 * looks just like that.
 */
export function releasesOf(
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
export function responsibilityEndsOf(
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
