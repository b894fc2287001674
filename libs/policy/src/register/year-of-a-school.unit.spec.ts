import { describe, expect, it } from '@jest/globals';
import type { YearFigures } from '../../testing/year-of-a-school.js';
import { yearOfASchool, yearTable, yearTableText } from '../../testing/year-of-a-school.js';

const SCHOOL = { pupils: 300, bookkeeping: 'once per child' } as const;
const told = (by: object) =>
  Object.entries(by)
    .filter(([, { people }]) => people > 0)
    .map(([name, { people, days }]) => `${name} ${people} (${days} days)`)
    .join(', ');
const outOf = ({ by, twoPeople }: YearFigures) => `${told(by)}; another person's: ${twoPeople.people}`;

describe('a year of a school of 300', () => {
  it.each([
    ['valleys', 5, '', ''],
    ['london', 2, '', ''],
    ['village', 5, '', ''],
  ] as const)(
    'in %s keeps few people out too long, and lets in nobody under an order',
    (community, seed, out, inAll) => {
      const year = yearOfASchool({ ...SCHOOL, community, seed });
      expect(outOf(year)).toBe(out);
      expect(told(year.in)).toBe(inAll);
      expect(year.in.fault.people).toBe(0);
    },
  );

  it('keeps them out for weeks, where the office works through its list each month', () => {
    const year = yearOfASchool({ ...SCHOOL, community: 'london', seed: 2, officeActs: true });
    expect(outOf(year)).toBe('');
    expect(year.words).toBe(0);
    expect(year.in.fault.people).toBe(0);
  });
});

/** Schools of 300 and 1,500 for docs/explanation/restrictions.md: it takes the better part of an hour. */
const seeds = process.env['YEARS_OF_SEEDS']?.split(',').map(Number);
(seeds ? it : it.skip)('prints the table of years', () => {
  process.stdout.write(`${yearTableText(yearTable({ seeds: seeds ?? [] }))}\n`);
});
