import { rowOf, UnusableRow } from '../json/delivered.js';
import type { Delivered, DeliveredRecord } from '../json/delivered.js';
import type { JsonValue } from '../json-value.js';
import { isJsonRecord, own } from '../json/json-shape.js';
import { readId } from './read-id.js';
import { readUpi } from './read-upi.js';
import type { ReadRow } from './row-types.js';

/** Collects what one row gives: fields that can be read, and the paths of those that cannot. */
export class RowReader {
  readonly row: DeliveredRecord;
  readonly unreadable: string[] = [];
  /** The row is too large: what it names and restricts is read, and nothing else of it is used. */
  readonly isUnusable: boolean;
  readonly #fields = new Map<string, JsonValue>();

  /** @param row the row as delivered; one that is no object reads as an empty one. */
  constructor(row: unknown) {
    this.isUnusable = row instanceof UnusableRow;
    const delivered = rowOf(row);
    this.row = isJsonRecord(delivered) ? delivered : {};
  }

  /** Notes a path; gives undefined, so that "report and drop" is one expression. */
  report(path: string): undefined {
    this.unreadable.push(path);
    return undefined;
  }

  keep(name: string, value: JsonValue): void {
    this.#fields.set(name, value);
  }

  /** Keeps these keys of the row where present and readable; reports those that are not. */
  keepReadable(names: readonly string[], isReadable: (value: Delivered) => value is JsonValue): void {
    for (const name of names) {
      const value = own(this.row, name);
      if (value === undefined) continue;
      if (isReadable(value)) this.keep(name, value);
      else this.report(name);
    }
  }

  /** Those of these fields that were kept. */
  kept(names: readonly string[]): { [name: string]: JsonValue } {
    return Object.fromEntries([...this.#fields].filter(([name]) => names.includes(name)));
  }

  /** The part that every kind has. Call it last: it takes what was kept and reported. */
  finish(): ReadRow {
    const id = readId(own(this.row, 'id'));
    const upi = readUpi(this.row);
    if (this.isUnusable) return { id, upi, fields: {}, unreadable: [], unusable: true };
    if (id === undefined) this.report('id');
    if (upi.kind === 'unreadable') this.report('upi');
    return { id, upi, fields: Object.fromEntries(this.#fields), unreadable: this.unreadable };
  }
}
