import type { ContactReading } from '../contact-reading.js';
import type { RunOfReading } from '../read-page.js';
import type { RegisterEvent } from '../register-event.js';
import { saying } from '../register-event.js';
import type { Sight } from '../sight.js';
import { afterThisReading, blanksOf, endsOf } from './blank-values.js';
import { booleansOf } from './booleans.js';
import { releasesOf } from './released-orders.js';
import { responsibilityEndsOf } from './responsibility-ends.js';
import { lapsedLinks, unsettledPupils, unsettledSince } from './unsettled-pupils.js';
import { wholeness } from './wholeness.js';

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
