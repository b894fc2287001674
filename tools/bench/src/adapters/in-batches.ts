/** The items in their order, in batches of `size` (rounded up); the last may be smaller. */
export function inBatches<T>(items: readonly T[], size: number): T[][] {
  const step = Math.max(1, Math.ceil(size));
  const batches: T[][] = [];
  for (let from = 0; from < items.length; from += step) batches.push(items.slice(from, from + step));
  return batches;
}
