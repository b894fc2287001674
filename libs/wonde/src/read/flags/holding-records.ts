import { sayingsOf } from '../../json/delivered.js';
import type { DeliveredRecord } from '../../json/delivered.js';
import { isJsonRecord, own, unwrap } from '../../json/json-shape.js';

/** What a row says under one of its names, without the wrapper; `record` is undefined where that is no object. */
export interface HoldingRecord {
  record: DeliveredRecord | undefined;
  /** Path of the record; of the wrapper, where there is no record in it. */
  path: string;
}

/** The records under a name of the row, e.g. `relationship`: none, one, or as many as the row says. */
export function holdingRecords(row: DeliveredRecord, name: string): HoldingRecord[] {
  const found: HoldingRecord[] = [];
  for (const delivered of sayingsOf(own(row, name))) {
    for (const details of sayingsOf(unwrap(delivered))) {
      const isRecord = isJsonRecord(details);
      const path = isRecord && details !== delivered ? `${name}.data` : name;
      found.push({ record: isRecord ? details : undefined, path });
    }
  }
  return found;
}
