import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import type { Register } from '../../memory/register.js';
import type { Sight } from '../../memory/sight.js';
import type { ContactReading } from '../contact-reading.js';
import type { LinkName, RegisterEvent } from '../news.js';
import { saying } from '../news.js';
import type { RunOfReading } from '../read-contacts.js';
import type { ContactBooleans } from './blank-values.js';
import { afterThisReading, blanksOf, booleansOf, endsOf } from './blank-values.js';
import { releasesOf, responsibilityEndsOf } from './releases.js';
import { lapsedLinks, unsettledPupils, unsettledSince } from './unsettled-pupils.js';

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

/** What changed in who is shown, and that there was a whole reading that day. */
function wholeness(
  register: Register,
  reading: ContactReading,
  unsettled: ReadonlySet<string>,
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
      // One that a row without an id may be is not gone.
      if (!isShown && !row.gone && !unsettled.has(row.key)) pupilsGone.push(row.key);
      if (isShown && row.gone) pupilsBack.push(row.key);
    }
    for (const link of row.links.values()) {
      const isShown = reading.link(link.row, link.child) !== undefined;
      if (isShown && link.first.revision > lastWhole) isNewShown = true;
      if (isShown && link.missing) again.push({ row: link.row, child: link.child });
      // Of a pupil who is not shown nobody can say whose contacts are: the links stay as they were.
      const isPupilRead =
        link.child === UNKNOWN_CHILD ? !reading.hasPupilWithoutId : reading.pupils.has(link.child);
      if (unsettled.has(link.child) || reading.withoutContacts.has(link.child)) continue;
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
    {
      type: 'ReadingWhole',
      data: {
        kind: 'contact',
        day,
        had,
        noLonger,
        again,
        pupilsGone,
        pupilsBack,
      },
    },
  ];
}
