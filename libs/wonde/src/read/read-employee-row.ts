import { FlagNames } from './flags/flag-names.js';
import { readFlags } from './flags/read-flags.js';
import { keepContactDetails } from './keep-contact-details.js';
import { TITLED_NAMES } from './names.js';
import { isTextOrNull } from './readable-values.js';
import { RowReader } from './row-reader.js';
import type { EmployeeRow } from './row-types.js';

// An address that is not the current one says nothing of the employee.
const FLAGS = new FlagNames('employment_details', ['current'], ['contact_details']);

/**
 * Reads an employee: fields as for a contact, and the class of `employment_details.data.current` (wonde-api section
 * 8.3): `absent` when a step is missing, `unreadable` when one is no object. Takes anything, never throws.
 */
export function readEmployeeRow(row: unknown): EmployeeRow {
  const reader = new RowReader(row);
  reader.keepReadable(TITLED_NAMES, isTextOrNull);
  keepContactDetails(reader);
  const { current } = readFlags(reader, FLAGS);
  return { ...reader.finish(), current };
}
