import { isWrittenPlainly } from '../json/number-writing.js';
import type { Delivered, DeliveredRecord } from '../json/delivered.js';
import type { JsonValue } from '../json-value.js';
import { digitsOf } from './digits-of.js';
import { isJsonRecord, own, unwrap } from '../json/json-shape.js';
import { isPlainRecord, isTextOrNull } from './readable-values.js';
import type { RowReader } from './row-reader.js';

/**
 * Keeps a class's subject: its id, or the included object, wrapped or not (wonde-api section 8.4). A number in it that
 * cannot be read takes nothing else with it; a `code` that is a number is kept as its digits.
 */
export function keepSubject(reader: RowReader): void {
  const delivered = own(reader.row, 'subject');
  if (delivered === undefined) return;
  const unreadable: string[] = [];
  const subject = withReadableNumbers(delivered, 'subject', unreadable, true);
  if (!isSubject(subject)) return reader.report('subject');
  for (const path of unreadable) reader.report(path);
  reader.keep('subject', subject);
}

function isSubject(value: Delivered): value is JsonValue {
  if (!isJsonRecord(value)) return isTextOrNull(value);
  if (!Object.hasOwn(value, 'data')) return isPlainRecord(value);
  const subject = unwrap(value);
  const isWrapper = Object.keys(value).length === 1;
  return isWrapper && (subject === null || (subject !== undefined && isPlainRecord(subject)));
}

/** The object, or what it wraps, without the numbers that cannot be read, whose paths are added to `unreadable`. */
function withReadableNumbers(
  value: Delivered,
  path: string,
  unreadable: string[],
  mayWrap: boolean,
): Delivered {
  if (!isJsonRecord(value)) return value;
  const kept: [string, Delivered][] = [];
  for (const [key, part] of Object.entries(value)) {
    const read =
      key === 'data' && mayWrap
        ? withReadableNumbers(part, `${path}.data`, unreadable, false)
        : partOf(value, key, part);
    if (read !== undefined) kept.push([key, read]);
    else unreadable.push(`${path}.${key === 'code' ? key : '*'}`);
  }
  return Object.fromEntries(kept);
}

function partOf(subject: DeliveredRecord, key: string, part: Delivered): Delivered | undefined {
  if (typeof part !== 'number') return part;
  if (key === 'code') return isWrittenPlainly(subject, key) ? digitsOf(part) : undefined;
  return Number.isFinite(part) ? part : undefined;
}
