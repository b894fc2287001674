import type { RegisterLink } from '@gatehouse/schemas';
import type { ContactReading } from '../contact-reading.js';
import { OnePerson } from '../one-person.js';
import type { Input } from '../register.js';
import type { Sight } from '../sight.js';
import { daysBetween, effective, isBlankClass } from '../sight.js';
import type { LinkName } from './named-links.js';

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
