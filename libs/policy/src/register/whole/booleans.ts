import type { ContactReading } from '../contact-reading.js';
import type { EmployeeOnPage } from '../read-page.js';
import type { Register } from '../register.js';

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
