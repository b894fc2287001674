import type { RestrictingLink, RuleInput } from '@gatehouse/schemas';
import type { Link, Register } from '../../memory/register.js';
import type { BlankMeaning, Sight } from '../../memory/sight.js';
import { blankMeaning, hasPassed, isBlankClass } from '../../memory/sight.js';
import type { ContactReading, ShownLink } from '../contact-reading.js';
import type { EndedLink } from '../news.js';
import { isNews } from '../news.js';
import { whoMayBeLoose } from '../read-contacts.js';

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

/** What a blank order means on a link, once the reading counts. */
type BlankAsRead = (row: string, child: string) => BlankMeaning;

/** What a blank order means on a link, this reading included: it may be the first blank one, or end them. */
export function afterThisReading(
  sight: Sight,
  { courtOrderFalse }: ContactBooleans,
  day: string,
): BlankAsRead {
  const { register } = sight;
  if (courtOrderFalse !== false || !register.had.courtOrderFalse) return () => 'plain';
  if (register.blank) return (row, child) => blankMeaning(sight, register.linkOf(row, child), day);
  return (row, child) => (isOfLastWhole(register, register.linkOf(row, child)) ? 'passes' : 'restricts');
}

const isOfLastWhole = (register: Register, link: Link | undefined): boolean =>
  link !== undefined &&
  register.isShown(link.row, link.child) &&
  link.first.revision <= (register.lastWhole.contact?.revision ?? -1);

/** Blank and missing values of orders end at once where the link says otherwise, and lapse where it is not shown. */
export function endsOf(
  sight: Sight,
  reading: ContactReading,
  asRead: BlankAsRead,
  day: string,
): { ended: EndedLink[]; lapsed: EndedLink[] } {
  const ended: EndedLink[] = [];
  const lapsed: EndedLink[] = [];
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
  return lastShown !== undefined && hasPassed(register, lastShown, day);
}

/** Blank and missing values, which only a whole reading may say (rule 2). */
export function blanksOf(sight: Sight, reading: ContactReading, asRead: BlankAsRead): RestrictingLink[] {
  const said = new Map<string, RestrictingLink>();
  const say = (link: RestrictingLink) => said.set(`${link.row} ${link.child} ${link.input}`, link);
  const looseOrders = new Map<string, RuleInput | undefined>();
  const toldOf = new Set<string>();
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
    if (!link.isLoose) continue;
    // Of several without an id the one that restricts most is what they say; it is worked out once for each child.
    const order = looseOrders.get(child) ?? reading.looseOrder(child);
    looseOrders.set(child, order);
    const told = `${child} ${meaning}`;
    if (order !== courtOrder || toldOf.has(told)) continue;
    toldOf.add(told);
    for (const other of whoMayBeLoose(sight, child, reading, courtOrder)) say({ ...other, ...mark });
  }
  return [...said.values()];
}

/** A blank value remembered from before the MIS fell silent says less than one that was read since. */
function isUnmarked({ register }: Sight, { row, child }: ShownLink, meaning: string): boolean {
  const known = register.inputOf(row, child, 'court_order');
  return meaning === 'restricts' && !known?.held.some((held) => held.blank);
}
