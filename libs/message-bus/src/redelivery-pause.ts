const FIRST_MS = 50;
const LONGEST_MS = 5_000;

/** How long to wait before a batch is given to its handler again, in milliseconds, after so many failures in a row. */
export function redeliveryPause(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
}
