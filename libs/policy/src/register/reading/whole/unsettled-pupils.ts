import type { RestrictingLink } from '@gatehouse/schemas';
import { daysBetween } from '../../../days.js';
import type { HoldLimits } from '../../../holds/hold-limits.js';
import { exceeds } from '../../../holds/hold-limits.js';
import { WINDOW_DAYS } from '../../../holds/judge-roll-call.js';
import type { Register } from '../../memory/register.js';
import type { Sight } from '../../memory/sight.js';
import { hasPassed } from '../../memory/sight.js';
import { OnePerson } from '../../standing/one-person.js';
import type { ContactReading } from '../contact-reading.js';
import type { LinkName, RegisterEvent } from '../news.js';

/**
 * Pupils of whose contacts the reading does not say whose they are: null or unreadable, and, where a pupil's row has no
 * id, every known one that is not shown (restrictions.md, rule 14). Their links stand as they were. A pupil of whom no
 * contact is known has none.
 */
export function unsettledPupils(sight: Sight, reading: ContactReading): Set<string> {
  const { register } = sight;
  const unsettled = new Set<string>();
  const one = new OnePerson(sight);
  for (const pupil of reading.withoutContacts.keys()) {
    // Under another id it is the same child; one that is shown says for itself whose its contacts are.
    const ids = one.pupilIds(pupil).filter((id) => id === pupil || !reading.pupils.has(id));
    for (const id of ids) if (standingLinks(register, id).length > 0) unsettled.add(id);
  }
  if (reading.hasPupilWithoutId) {
    for (const { key, kind, gone } of register.rows.values()) {
      if (kind === 'student' && !gone && !reading.pupils.has(key)) unsettled.add(key);
    }
  }
  return unsettled;
}

/** Who turned unsettled with this reading, and who is settled again. */
export function unsettledSince(
  { rows }: Register,
  unsettled: ReadonlySet<string>,
  day: string,
): RegisterEvent[] {
  const turned = [...unsettled].filter((pupil) => rows.get(pupil)?.unsettledSince === undefined);
  const settled = [...rows.values()].filter(
    ({ key, unsettledSince: since }) => since !== undefined && !unsettled.has(key),
  );
  if (turned.length + settled.length === 0) return [];
  const data = { day, unsettled: turned, settled: settled.map(({ key }) => key) };
  return [{ type: 'PupilsUnsettled', data }];
}

/** The links under a pupil as the last reading left them that showed whose its contacts are. */
export const standingLinks = (register: Register, pupil: string): LinkName[] =>
  [...(register.byChild.get(pupil) ?? [])]
    .filter((row) => register.isShown(row, pupil))
    .map((row) => ({ row, child: pupil }));

/**
 * Whether so many pupils' contacts turned so that this is no matter of single pupils: then contacts were not read. So it is
 * also where no pupil's contacts could be read at all.
 */
export function areTooManyUnsettled(
  sight: Sight,
  reading: ContactReading,
  limits: HoldLimits,
  day: string,
): boolean {
  const { register } = sight;
  const { withoutContacts, pupils } = reading;
  if (pupils.size > 0 && withoutContacts.size === pupils.size) return true;
  const turned = new Set(
    [...withoutContacts].flatMap(([pupil, what]) => (what === 'unreadable' ? [pupil] : [])),
  );
  for (const pupil of unsettledPupils(sight, reading))
    if (standingLinks(register, pupil).length > 0) turned.add(pupil);
  for (const pupil of turned) {
    const since = register.rows.get(pupil)?.unsettledSince;
    if (since !== undefined && daysBetween(since, day) >= WINDOW_DAYS) turned.delete(pupil);
  }
  if (turned.size === 0) return false;
  const known = new Set(pupils);
  for (const { key, kind, gone } of register.rows.values()) if (kind === 'student' && !gone) known.add(key);
  return exceeds(limits, known.size, turned.size);
}

/**
 * Links that pass no more, since their pupil has been unsettled for 30 days and ten whole readings: nobody has said for so
 * long that the contact is responsible. It is told once: a word that lifts it holds until the source says something.
 */
export function lapsedLinks(
  { register }: Sight,
  unsettled: ReadonlySet<string>,
  day: string,
): RestrictingLink[] {
  const input = 'parental_responsibility';
  return [...unsettled].flatMap((pupil) => {
    const since = register.rows.get(pupil)?.unsettledSince;
    if (since === undefined || !hasPassed(register, since, day)) return [];
    return standingLinks(register, pupil).flatMap(({ row, child }) =>
      register.inputOf(row, child, input)?.last === 'unreadable'
        ? []
        : [{ row, child, input, class: 'unreadable' as const }],
    );
  });
}
