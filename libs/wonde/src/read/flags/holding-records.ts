import { sayingsOf } from '../../json/delivered.js';
import type { DeliveredRecord } from '../../json/delivered.js';
import { isJsonRecord, own, unwrap } from '../json-shape.js';

/** What a row says under one of its names, without the wrapper; `record` is undefined where that is no object. */
export interface HoldingRecord {
  record: DeliveredRecord | undefined;
  /** Path of the record; of the wrapper, where there is no record in it. */
  path: string;
}

/** The records under a name of the row, e.g. `relationship`: none, one, or as many as the row says. */
export function holdingRecords(row: DeliveredRecord, name: string): HoldingRecord[] {
  return sayingsOf(own(row, name)).flatMap((delivered) =>
    sayingsOf(unwrap(delivered)).map((details) => {
      if (!isJsonRecord(details)) return { record: undefined, path: name };
      return { record: details, path: details === delivered ? name : `${name}.data` };
    }),
  );
}
