/** From when on withdrawals of one kind wait for a person (design section 3, hold). Percentages are of those who stood. */
export interface HoldLimits {
  /** More than so many records and more than `percent` of them. */
  records: number;
  percent: number;
  /** More than this part of them, however many they are; undefined for a third. */
  mostPercent: number | undefined;
}

export const DEFAULT_HOLD_LIMITS: HoldLimits = { records: 20, percent: 10, mostPercent: undefined };

/** A kind of fewer records is judged by half alone. */
const SMALL = 10;

/**
 * Whether so many are gone that a person must decide: all, or more than the limits; of a kind of fewer than ten records
 * only more than half.
 *
 * @param stood how many records stood, those that are gone among them.
 */
export function exceeds(limits: HoldLimits, stood: number, gone: number): boolean {
  if (gone === 0) return false;
  if (gone >= stood) return true;
  if (stood < SMALL) return gone * 2 > stood;
  if (gone > limits.records && gone * 100 > limits.percent * stood) return true;
  const { mostPercent } = limits;
  return mostPercent === undefined ? gone * 3 > stood : gone * 100 > mostPercent * stood;
}

/** Whether two numbers are about the same: neither is more than twice the other. */
export const isAboutAsMany = (one: number, other: number): boolean => one <= 2 * other && other <= 2 * one;
