import { sayingsOf } from '../json/delivered.js';
import { holdingRecords } from './flags/holding-records.js';
import { FlagNames } from './flags/flag-names.js';
import { readFlags } from './flags/read-flags.js';
import { own } from '../json/json-shape.js';
import { isExact } from './readable-values.js';
import type { RowReader } from './row-reader.js';
import type { ReadRelationship } from './row-types.js';

const FLAGS = new FlagNames('relationship', ['parental_responsibility', 'court_order']);

/**
 * The flags of one contact-child link (wonde-api section 8.2). No relationship at all: both inputs are `absent`; one
 * that is no object, null included: `unreadable`. Neither ever reads as "false".
 */
export function readRelationship(reader: RowReader): ReadRelationship {
  const priority = readPriority(reader);
  const flags = readFlags(reader, FLAGS);
  return { parentalResponsibility: flags.parental_responsibility, courtOrder: flags.court_order, priority };
}

function readPriority(reader: RowReader): ReadRelationship['priority'] {
  const records = holdingRecords(reader.row, 'relationship');
  const said = records.flatMap(({ record }) => (record ? sayingsOf(own(record, 'priority')) : []));
  const [priority, ...others] = new Set(said);
  const isPriority =
    priority === undefined || priority === null || (typeof priority === 'number' && isExact(priority));
  if (isPriority && others.length === 0) return priority;
  return reader.report(`${records[0]?.path}.priority`);
}
