import type { RegisterLink } from '@gatehouse/schemas';
import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import { listIn } from '../../grouped.js';
import type { ContactReading, ShownLink } from '../contact-reading.js';
import { OnePerson } from '../one-person.js';
import type { Held, Input } from '../register.js';
import type { Sight } from '../sight.js';
import { effective } from '../sight.js';
import type { EndedLink } from './wholeness.js';

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
