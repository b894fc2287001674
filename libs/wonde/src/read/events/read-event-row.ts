import { isMoment, isScalar, isTextOrNull } from '../readable-values.js';
import { RowReader } from '../row-reader.js';
import type { EventRow } from '../row-types.js';
import { eventCategory, eventMarks } from './event-marks.js';

/**
 * Reads an event of the MIS calendar under every alias that wonde-api section 8.5 names. Whether it has what an event
 * needs (title, start) is decided elsewhere. Takes anything, never throws.
 */
export function readEventRow(row: unknown): EventRow {
  const reader = new RowReader(row);
  reader.keepReadable(['name', 'title', 'description', 'location'], isTextOrNull);
  reader.keepReadable(['start_at', 'start', 'end_at', 'end'], isMoment);
  reader.keepReadable(['all_day'], isScalar);
  const marks = eventMarks(reader.row);
  if (reader.isOverLimit) return { ...reader.finish(), ...marks, category: undefined };
  return { ...reader.finish(), ...marks, category: eventCategory(reader.row) };
}
