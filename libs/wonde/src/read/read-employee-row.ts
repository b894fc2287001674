import { isJsonRecord, own, unwrap } from './json-shape.js';
import { keepContactDetails } from './keep-contact-details.js';
import { TITLED_NAMES } from './names.js';
import { isTextOrNull } from './readable-values.js';
import { RowReader } from './row-reader.js';
import { ruleInputOf } from './rule-input-of.js';
import type { EmployeeRow, RuleInput } from './row-types.js';

/**
 * Reads an employee: fields as for a contact, and the class of `employment_details.data.current` (wonde-api section
 * 8.3). Takes anything, never throws.
 */
export function readEmployeeRow(row: unknown): EmployeeRow {
  const reader = new RowReader(row);
  reader.keepReadable(TITLED_NAMES, isTextOrNull);
  keepContactDetails(reader);
  const current = readCurrent(reader);
  return { ...reader.finish(), current };
}

/** `absent` when a step is missing, `unreadable` when one is no object. */
function readCurrent(reader: RowReader): RuleInput {
  const delivered = own(reader.row, 'employment_details');
  if (delivered === undefined) return 'absent';
  const details = unwrap(delivered);
  if (!isJsonRecord(details)) {
    reader.report('employment_details');
    return 'unreadable';
  }
  const current = ruleInputOf(own(details, 'current'));
  if (current === 'unreadable') {
    reader.report(`employment_details${details === delivered ? '' : '.data'}.current`);
  }
  return current;
}
