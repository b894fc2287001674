/** A value of an answer: JSON, except that a name that was said twice is seen to have been. */
export type Delivered =
  string | number | boolean | null | SaidTwice | UnusableRow | Delivered[] | DeliveredRecord;

export type DeliveredRecord = { [key: string]: Delivered };

/**
 * What one object says under one name more than once, where that is not the same scalar each time. No reader may choose
 * between the values, and none is JSON's own: the type is no `JsonValue`, so it cannot get into a record's fields.
 */
export class SaidTwice {
  /** @param values all of them, in the order of the text; two or more. */
  constructor(readonly values: readonly Delivered[]) {}
}

/**
 * A row of a list that is too large to be kept, that cannot be parsed so that all it says is seen, or that stands in a
 * wrapper where no wrapper belongs. What it names and restricts may be read; nothing else of it is used.
 */
export class UnusableRow {
  /** @param row null where nothing of it can be read. */
  constructor(readonly row: Delivered) {}
}

/** What a row says, whether or not more of it is used than what it names and restricts. */
export const rowOf = (row: unknown): unknown => (row instanceof UnusableRow ? row.row : row);

/** Every value that was said; none for a name that is absent. */
export function sayingsOf(value: Delivered | undefined): readonly Delivered[] {
  if (value === undefined) return [];
  return value instanceof SaidTwice ? value.values : [value];
}
