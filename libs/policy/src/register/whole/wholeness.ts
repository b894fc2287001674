import type { RestrictingLink } from '@gatehouse/schemas';
import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import type { ContactReading } from '../contact-reading.js';
import type { EmployeeOnPage } from '../read-page.js';
import type { Register } from '../register.js';
import type { RegisterEvent } from '../register-event.js';

/** A class that a link no longer says. */
export type EndedLink = Omit<RestrictingLink, 'blank' | 'passes'>;

export interface LinkName {
  row: string;
  child: string;
}

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

/** Whether any `current` was a boolean; undefined where nobody was shown. */
export const hasCurrent = (employees: readonly EmployeeOnPage[]): boolean | undefined =>
  employees.length === 0
    ? undefined
    : employees.some(({ current }) => current === 'true' || current === 'false');

/** What changed in who is shown, and that there was a whole reading that day. */
export function wholeness(
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
