import type { CultureName } from './cultures.js';

/** What makes one neighbourhood other than the next. Shares from 0 to 1. */
export interface CommunityKind {
  cultures: readonly (readonly [CultureName, number])[];
  /** How many families of the same grandparents have children at the school. */
  branches: readonly (readonly [number, number])[];
  doubleBarrelled: number;
  /** On top of what is usual in a culture. */
  threeGenerations: number;
  /** Sons who are named after their father, at least. */
  sonsNamedAfterFather: number;
  housesWithNames: number;
  flatsInBlocks: number;
  streets: readonly string[];
  town: string;
  postcodeArea: string;
}

export const COMMUNITY_KINDS = {
  /** Terraces, few surnames, cousins in every class. */
  valleys: {
    cultures: [
      ['welsh', 90],
      ['english', 8],
      ['polish', 2],
    ],
    branches: [
      [1, 60],
      [2, 28],
      [3, 12],
    ],
    doubleBarrelled: 0.03,
    threeGenerations: 0.04,
    sonsNamedAfterFather: 0.06,
    housesWithNames: 0.06,
    flatsInBlocks: 0.02,
    streets: ['Heol Fawr', 'Chapel Street', 'Station Terrace', 'Bute Street', 'Tynewydd Road', 'Park Place'],
    town: 'Treorchy',
    postcodeArea: 'CF42',
  },
  /** Names from four continents, blocks of flats, many generations under one roof. */
  london: {
    cultures: [
      ['english', 26],
      ['bangladeshi', 13],
      ['pakistani', 13],
      ['sikh', 9],
      ['gujarati', 9],
      ['westAfrican', 14],
      ['somali', 6],
      ['polish', 10],
    ],
    branches: [
      [1, 82],
      [2, 15],
      [3, 3],
    ],
    doubleBarrelled: 0.05,
    threeGenerations: 0,
    sonsNamedAfterFather: 0,
    housesWithNames: 0.01,
    flatsInBlocks: 0.45,
    streets: [
      'Green Street',
      'Barking Road',
      'Katherine Road',
      'Plashet Grove',
      'High Street North',
      'Romford Road',
    ],
    town: 'London',
    postcodeArea: 'E7',
  },
  /** Houses with names instead of numbers, farms that pass from a John to a John. */
  village: {
    cultures: [
      ['english', 94],
      ['welsh', 3],
      ['polish', 3],
    ],
    branches: [
      [1, 68],
      [2, 24],
      [3, 8],
    ],
    doubleBarrelled: 0.2,
    threeGenerations: 0.15,
    sonsNamedAfterFather: 0.09,
    housesWithNames: 0.6,
    flatsInBlocks: 0.01,
    streets: ['Church Lane', 'The Green', 'Mill Lane', 'Back Street', 'Manor Road', 'Pound Lane'],
    town: 'Much Cowarne',
    postcodeArea: 'HR7',
  },
} as const satisfies Record<string, CommunityKind>;

export type CommunityName = keyof typeof COMMUNITY_KINDS;
export const COMMUNITY_NAMES = Object.keys(COMMUNITY_KINDS) as CommunityName[];
