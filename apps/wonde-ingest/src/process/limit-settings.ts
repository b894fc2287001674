import { setting, wholeNumber } from '@gatehouse/process';
import type { ReadingLimits } from '@gatehouse/wonde';
import { DEFAULT_LIMITS, LIMIT_VARIABLES } from '@gatehouse/wonde';

const limit = (name: keyof ReadingLimits, says: string) => {
  const { variable, unit, most } = LIMIT_VARIABLES[name];
  const help = `${says}, in ${unit} (default: ${DEFAULT_LIMITS[name]})`;
  return setting({ variable, help, schema: wholeNumber(most, DEFAULT_LIMITS[name], 1) });
};

/** How much of a delivery is taken at most. */
export const LIMIT_SETTINGS = {
  valueKib: limit('valueKib', 'the largest value of a row'),
  rowKib: limit('rowKib', 'the largest row of a list'),
  pageMib: limit('pageMib', 'the largest answer, unpacked'),
  pageRows: limit('pageRows', 'the most rows of a page'),
  listRows: limit('listRows', 'the most rows of a list'),
  listMinutes: limit('listMinutes', 'how long a list may take, in minutes'),
  kindMib: limit('kindMib', 'the most text kept in memory of one kind'),
  schoolRecords: limit('schoolRecords', 'the most records of a school'),
};

/** The limits among whatever else a process is configured with. */
export function readingLimitsOf(values: ReadingLimits): ReadingLimits {
  const { valueKib, rowKib, pageMib, pageRows, listRows, listMinutes, kindMib, schoolRecords } = values;
  return { valueKib, rowKib, pageMib, pageRows, listRows, listMinutes, kindMib, schoolRecords };
}
