import type { ContactReading } from '../contact-reading.js';
import type { RunOfReading } from '../read-page.js';
import type { RegisterEvent } from '../register-event.js';
import { saying } from '../register-event.js';
import type { Sight } from '../sight.js';
import { daysBetween, effective, isBlankClass } from '../sight.js';
import { afterThisReading, blanksOf, endsOf } from './blank-values.js';
import type { LinkName } from './wholeness.js';
import { booleansOf, wholeness } from './wholeness.js';
import { responsibilityEndsOf } from './responsibility-ends.js';
import { lapsedLinks, unsettledPupils, unsettledSince } from './unsettled-pupils.js';
import type { RegisterLink } from '@gatehouse/schemas';
import { OnePerson } from '../one-person.js';
import type { Input } from '../register.js';

/**
 * What a whole reading of students and contacts adds to the register: what it ends, releases, lets lapse, and what it
 * newly remembers (restrictions.md, rules 2, 5, 6 and 7). Written before the first contact is published.
 */
export function readContactsWhole(
  sight: Sight,
  read: ContactReading,
  { run, day }: RunOfReading,
): RegisterEvent[] {
  const reading = read.settled();
  const unsettled = unsettledPupils(sight, reading);
  const booleans = booleansOf(reading);
  const asRead = afterThisReading(sight, booleans, day);
  const ends = endsOf(sight, reading, asRead, day);
  const { released, waiting } = releasesOf(sight, reading, day);
  const responsible = responsibilityEndsOf(sight, reading);
  return saying([
    { type: 'InputsEnded', data: { links: [...ends.ended, ...responsible.ended] } },
    { type: 'RestrictionsLapsed', data: { links: ends.lapsed } },
    {
      type: 'InputsRestrict',
      data: { links: [...blanksOf(sight, reading, asRead), ...lapsedLinks(sight, unsettled, day)] },
    },
    { type: 'LinksReleased', data: { run, links: released } },
    { type: 'ReleasesWait', data: { run, links: [...waiting, ...responsible.waiting] } },
    // In this order: only pupils that are shown stand side by side.
    ...unsettledSince(sight.register, unsettled, day),
    ...wholeness(sight.register, reading, unsettled, booleans, day),
  ]);
}

/** Releases of so many days are counted together (rule 7). */
const RELEASE_DAYS = 7;

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
