import { sayingsNamed } from '../json/sayings-named.js';
import { rowOf, sayingsOf } from '../json/delivered.js';
import type { Delivered, DeliveredRecord } from '../json/delivered.js';
import { isJsonRecord } from '../json/json-shape.js';
import type { JsonRecord, JsonValue } from '../json-value.js';
import { isFlat } from './readable-values.js';

export const DETAILS = ['emails', 'phones', 'addresses'] as const;
/** More e-mail addresses or telephones has nobody, in however odd a shape. */
const MOST = 64;
/** What is longer is no e-mail, telephone or address, in characters. */
const LONGEST = 1024;

/**
 * What a row says under `emails`, `phones` and `addresses`, wherever and in whatever shape: texts, numbers and addresses, to be
 * compared with what others have and for nothing else. What cannot be imported may show all the same that two rows are one
 * person (restrictions.md, rule 10).
 */
export function comparedDetails(row: DeliveredRecord): { [detail in (typeof DETAILS)[number]]?: JsonRecord } {
  const compared: { [detail: string]: JsonRecord } = {};
  for (const detail of DETAILS) {
    const values = sayingsNamed(row, detail).flatMap((said) => valuesIn(said));
    if (values.length > 0) compared[detail] = Object.fromEntries(values.slice(0, MOST).entries());
  }
  return compared;
}

/** Every text and number in the value, and every record of scalars with a postcode. */
function valuesIn(value: Delivered): JsonValue[] {
  const values: JsonValue[] = [];
  const waiting: Delivered[] = [value];
  // The list grows while it is walked.
  for (const one of waiting) {
    const part = rowOf(one) as Delivered;
    if (typeof part === 'string') {
      if (part.length <= LONGEST) values.push(part);
    }
    if (typeof part === 'number') values.push(String(part));
    // One by one: a list may have more parts than a call takes arguments.
    else if (Array.isArray(part)) for (const each of part) waiting.push(each);
    else if (isJsonRecord(part)) {
      const isPlace =
        Object.hasOwn(part, 'postcode') && isFlat(part) && JSON.stringify(part).length <= LONGEST;
      if (isPlace) values.push(part);
      for (const said of Object.values(part).flatMap(sayingsOf)) waiting.push(said);
    }
  }
  return values;
}
