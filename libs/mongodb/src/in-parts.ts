/** The most in one call of the driver: far below what a message may hold. */
const PART = 10_000;

/** The items in their order, in parts that one call can carry. */
export function* inParts<T>(items: readonly T[]): Iterable<T[]> {
  for (let from = 0; from < items.length; from += PART) yield items.slice(from, from + PART);
}
