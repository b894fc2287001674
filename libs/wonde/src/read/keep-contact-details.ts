import type { Delivered, DeliveredRecord } from '../json/delivered.js';
import type { JsonRecord, JsonValue } from '../json-value.js';
import { isWrittenPlainly } from '../json/number-writing.js';
import { bareName } from './bare-name.js';
import { digitsOf } from './digits-of.js';
import { isJsonRecord, own, unwrap } from '../json/json-shape.js';
import { isFieldName, isScalar, isTextOrNull } from './readable-values.js';
import type { RowReader } from './row-reader.js';

/**
 * Keeps `salutation`, `emails`, `phones` and `addresses` of `contact_details` (wonde-api section 8.2), key by key: one
 * telephone number that cannot be read does not take the others with it. Telephones, and whatever stands in an address,
 * may come as numbers: they are kept as their digits (`digitsOf`). Absent or null details keep nothing.
 */
export function keepContactDetails(reader: RowReader): void {
  const delivered = own(reader.row, 'contact_details');
  const details = unwrap(delivered);
  if (details === undefined || details === null) return;
  if (!isJsonRecord(details)) return reader.report('contact_details');
  const path = details === delivered ? 'contact_details' : 'contact_details.data';

  const salutation = own(details, 'salutation');
  if (salutation !== undefined) {
    if (isTextOrNull(salutation)) reader.keep('salutation', salutation);
    else reader.report(`${path}.salutation`);
  }
  for (const [name, keepPart] of [
    ['emails', keepText],
    ['phones', keepTelephone],
    ['addresses', keepAddress],
  ] as const) {
    const value = own(details, name);
    if (value === undefined) continue;
    if (value === null) reader.keep(name, null);
    else if (!isJsonRecord(value)) reader.report(`${path}.${name}`);
    else reader.keep(name, keepParts(reader, `${path}.${name}`, value, keepPart));
  }
}

/** Keys of `emails`, `phones` and `addresses` that Wonde documents (wonde-api section 8.2). */
export const CONTACT_PARTS: ReadonlySet<string> = new Set([
  'email',
  'phone',
  'mobile',
  'primary',
  'home',
  'work',
  'house_number',
  'house_name',
  'apartment',
  'street',
  'district',
  'town',
  'county',
  'country',
  'postcode',
  'postal',
]);

const BARE_PARTS: ReadonlySet<string> = new Set([...CONTACT_PARTS].map(bareName));

/** @param isPlain whether a number was written as digits alone. */
type KeepPart = (
  reader: RowReader,
  path: string,
  value: Delivered,
  isPlain: boolean,
) => JsonValue | undefined;

/** The readable parts of an object. A key that is not known is reported as `*`: it could say anything. */
function keepParts(reader: RowReader, path: string, source: DeliveredRecord, keepPart: KeepPart): JsonRecord {
  const kept: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(source)) {
    const place = `${path}.${CONTACT_PARTS.has(key) ? key : '*'}`;
    // Compared with others' it is, but goes into no add-on under this spelling. (What nobody asked for is not missed.)
    if (!CONTACT_PARTS.has(key) && BARE_PARTS.has(bareName(key)) && isFieldName(key)) reader.report(place);
    const part = isFieldName(key)
      ? keepPart(reader, place, value, isWrittenPlainly(source, key))
      : reader.report(place);
    if (part !== undefined) kept.push([key, part]);
  }
  return Object.fromEntries(kept);
}

const keepText: KeepPart = (reader, path, value) => (isTextOrNull(value) ? value : reader.report(path));

const keepTelephone: KeepPart = (reader, path, value, isPlain) =>
  typeof value === 'number'
    ? keepDigits(reader, path, value, isPlain)
    : keepText(reader, path, value, isPlain);

const keepScalar: KeepPart = (reader, path, value, isPlain) => {
  if (typeof value === 'number') return keepDigits(reader, path, value, isPlain);
  return isScalar(value) ? value : reader.report(path);
};

/** An address is text, a number, null, or an object of scalars; house numbers and postcodes may be numbers. */
const keepAddress: KeepPart = (reader, path, value, isPlain) => {
  if (isJsonRecord(value)) return keepParts(reader, path, value, keepScalar);
  return keepTelephone(reader, path, value, isPlain);
};

function keepDigits(reader: RowReader, path: string, value: number, isPlain: boolean): string | undefined {
  return (isPlain ? digitsOf(value) : undefined) ?? reader.report(path);
}
