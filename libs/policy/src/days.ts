export const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** A calendar day as the number of days since 1970. */
export const dayNumber = (day: string): number => Date.parse(day) / DAY_MS;
