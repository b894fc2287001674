import { utcStamp } from '../generate/php-date.js';
import type { RawRecord } from '../json.js';

/** Moves `updated_at`, as a change in the MIS does. */
export function touch(record: RawRecord, at: Date): void {
  record['updated_at'] = utcStamp(at);
}
