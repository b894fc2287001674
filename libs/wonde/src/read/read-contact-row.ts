import { isJsonRecord } from '../json/json-shape.js';
import { comparedDetails, DETAILS } from './compared-details.js';
import { keepContactDetails } from './keep-contact-details.js';
import { TITLED_NAMES } from './names.js';
import { isTextOrNull } from './readable-values.js';
import { readRelationship } from './read-relationship.js';
import { RowReader } from './row-reader.js';
import type { ContactRow } from './row-types.js';

/**
 * Reads a contact as it stands under a student (`students?include=contacts`): fields `title`, the four names,
 * `salutation`, `emails`, `phones`, `addresses`, and the relationship to that student. Takes anything, never throws; a
 * row that is no object has no id.
 */
export function readContactRow(row: unknown): ContactRow {
  const reader = new RowReader(row);
  reader.keepReadable(TITLED_NAMES, isTextOrNull);
  keepContactDetails(reader);
  const relationship = readRelationship(reader);
  const isPlain =
    Object.hasOwn(reader.row, 'contact_details') && !DETAILS.some((name) => Object.hasOwn(reader.row, name));
  const isKept = isPlain && !reader.unreadable.some((path) => path.startsWith('contact_details'));
  const read = reader.finish();
  if (isKept) return { ...read, relationship };
  const compared = comparedDetails(reader.row);
  if (Object.keys(compared).length === 0) return { ...read, relationship };
  const all = Object.entries(compared).map(([detail, more]) => {
    const kept = read.fields[detail];
    return [detail, isJsonRecord(kept) ? { ...kept, ...more } : more] as const;
  });
  return { ...read, relationship, compared: { ...read.fields, ...Object.fromEntries(all) } };
}
