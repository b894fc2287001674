import type { CommunityName } from '../communities/community-kinds.js';
import { COMMUNITY_NAMES } from '../communities/community-kinds.js';
import type { Bookkeeping } from '../communities/record-school.js';
import type { YearFigures } from './year-figures.js';
import type { YearRates } from './year-rates.js';
import { yearOfASchool } from './year-of-a-school.js';

export interface YearTableOptions {
  sizes?: readonly number[];
  seeds?: readonly number[];
  bookkeeping?: Bookkeeping;
  rates?: Partial<YearRates>;
}

/** One kind of community and size: the years of all seeds, without a word and with an office that acts each month. */
export interface YearTableRow {
  community: CommunityName;
  pupils: number;
  silent: YearFigures[];
  acting: YearFigures[];
}

/** Generated years of schools of these sizes, one for each seed. A year of 1,500 pupils takes most of a minute. */
export function yearTable({
  sizes = [300, 1500],
  seeds = [1, 2, 3],
  bookkeeping = 'once per child',
  rates = {},
}: YearTableOptions = {}): YearTableRow[] {
  const years = (community: CommunityName, pupils: number, officeActs: boolean) =>
    seeds.map((seed) => yearOfASchool({ community, pupils, seed, bookkeeping, officeActs, rates }));
  return sizes.flatMap((pupils) =>
    COMMUNITY_NAMES.map((community) => ({
      community,
      pupils,
      silent: years(community, pupils, false),
      acting: years(community, pupils, true),
    })),
  );
}

/** The table as Markdown: the least and the most of each figure over the years. */
export function yearTableText(table: readonly YearTableRow[]): string {
  const rows = table.map(({ community, pupils, silent, acting }) => [
    community,
    String(pupils),
    span(silent, ({ underOrder }) => underOrder),
    span(silent, ({ keptOut }) => keptOut.people),
    span(silent, ({ rightPerson }) => rightPerson.people),
    span(silent, ({ twoPeople }) => twoPeople.people),
    span(silent, ({ keptOut }) => keptOut.days),
    span(acting, ({ keptOut }) => keptOut.days),
    span(acting, ({ stillOut }) => stillOut),
    span([...silent, ...acting], (year) => peopleIn(year)),
  ]);
  const lines = [HEADINGS, HEADINGS.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const HEADINGS = [
  'community',
  'pupils',
  'ever under an order',
  'kept out too long',
  'for an order of their own',
  "for another person's",
  'person-days',
  'person-days, office acts',
  'still out, office acts',
  'under an order and in',
];

const peopleIn = ({ in: ways }: YearFigures): number =>
  Object.values(ways).reduce((sum, { people }) => sum + people, 0);

function span(years: readonly YearFigures[], of: (year: YearFigures) => number): string {
  const figures = years.map(of);
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  return least === most ? String(least) : `${least}–${most}`;
}
