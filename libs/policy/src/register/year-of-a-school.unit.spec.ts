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
    [
      'valleys',
      5,
      "remembered 1 (158 days), alike 1 (185 days), made-again 1 (135 days); another person's: 2",
      '',
    ],
    ['london', 2, "alike 1 (44 days), made-again 1 (68 days); another person's: 1", ''],
    ['village', 5, "made-again 1 (44 days); another person's: 1", ''],
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
    expect(outOf(year)).toBe("alike 1 (13 days), made-again 1 (21 days); another person's: 1");
    expect(year.in.fault.people).toBe(0);
  });
});

/** For docs/explanation/restrictions.md, where the command stands: a year of 1,500 pupils takes a minute and more. */
const numbers = (name: string) => process.env[name]?.split(',').map(Number);
const [seeds, sizes] = [numbers('YEARS_OF_SEEDS'), numbers('YEARS_OF_PUPILS')];
if (seeds && sizes) {
  it('prints the table of years', () => {
    process.stdout.write(`${yearTableText(yearTable({ seeds, sizes }))}\n`);
  });
}
