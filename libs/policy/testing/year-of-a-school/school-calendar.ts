import type { Dice } from '../communities/dice.js';

/** A school day's night and how the run that reads it ends. */
export interface SchoolNight {
  /** Days since the last night. */
  days: number;
  reads: 'all' | 'some pages' | 'blank orders';
  isFirstAfterSummer: boolean;
  isFirstOfMonth: boolean;
}

/** Weeks of a calendar year without school, and so without anything that an office would enter: 38 are left. */
const HOLIDAYS = new Set([0, 7, 14, 15, 21, 29, 30, 31, 32, 33, 34, 42, 50, 51]);
const SUMMER_ENDS = 35;
const FAILING_NIGHTS = 5;

/** The 190 school days of a year from January to December, with the summer in its midst, so that its traces are seen. */
export function schoolNights(dice: Dice): SchoolNight[] {
  const nights: SchoolNight[] = [];
  let last = -3;
  let month = 0;
  for (let week = 0; week < 52; week += 1) {
    if (HOLIDAYS.has(week)) continue;
    for (let weekday = 0; weekday < 5; weekday += 1) {
      const day = week * 7 + weekday;
      const isFirstOfMonth = Math.floor(day / 30.5) > month;
      month = Math.floor(day / 30.5);
      const isFirstAfterSummer = week === SUMMER_ENDS && weekday === 0;
      nights.push({ days: day - last, reads: 'all', isFirstAfterSummer, isFirstOfMonth });
      last = day;
    }
  }
  for (let failing = 0; failing < FAILING_NIGHTS; failing += 1) someNight(nights, dice).reads = 'some pages';
  someNight(nights, dice).reads = 'blank orders';
  return nights;
}

/** Not of the first week: a register must have read something that can be blank. */
const someNight = (nights: readonly SchoolNight[], dice: Dice): SchoolNight => dice.pick(nights.slice(5));
