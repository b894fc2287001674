export { yearOfASchool } from './year-of-a-school/year-of-a-school.js';
export type { YearOptions } from './year-of-a-school/year-of-a-school.js';
export { WAYS_IN } from './year-of-a-school/out-or-in.js';
export type { WayIn } from './year-of-a-school/out-or-in.js';
export type { Tally, YearFigures } from './year-of-a-school/year-figures.js';
export { USUAL_RATES } from './year-of-a-school/year-rates.js';
export type { YearRates } from './year-of-a-school/year-rates.js';
export { yearTable, yearTableText } from './year-of-a-school/year-table.js';
export type { YearTableOptions, YearTableRow } from './year-of-a-school/year-table.js';
