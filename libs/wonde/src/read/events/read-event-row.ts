import { isMoment, isScalar, isTextOrNull } from '../readable-values.js';
import { RowReader } from '../row-reader.js';
import type { EventRow } from '../row-types.js';
import { eventCategory, eventMarks } from './event-marks.js';

/**
 * Reads an event of the MIS calendar under every alias that wonde-api section 8.5 names. Whether it has what an event
 * needs (title, start) is decided elsewhere. Takes anything, never throws.
 */
export function readEventRow(delivered: unknown): EventRow {
  const reader = new RowReader(delivered);
  reader.keepReadable(['name', 'title', 'description', 'location'], isTextOrNull);
  reader.keepReadable(['start_at', 'start', 'end_at', 'end'], isMoment);
  reader.keepReadable(['all_day'], isScalar);
  const marks = eventMarks(reader.row);
  const row = reader.finish();
  if (!row.unusable) return { ...row, ...marks, category: eventCategory(reader.row) };
  // Occurrences of a series are told apart by their start.
  return { ...row, fields: reader.kept(['start_at', 'start']), ...marks, category: undefined };
}
