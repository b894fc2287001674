import { describe, expect, it } from '@jest/globals';
import type { AlikeTableRow, Community } from '../../testing/communities.js';
import {
  alikeTable,
  COMMUNITY_NAMES,
  enterTies,
  growCommunity,
  judgeAlike,
  raiseCommunity,
  readingOf,
  recordSchool,
} from '../../testing/communities.js';

const TABLE = alikeTable();
const mistaken = ({ community, pupils, bookkeeping, mistaken: by }: AlikeTableRow) =>
  `${community} ${pupils} ${bookkeeping}: ${Object.values(by).join(' ')}`;

/**
 * Two adults who are taken for one keep each other out when one of them is under an order or blocked. Their names may be
 * the same as far as anybody can see, or one of them says too little: an initial, a surname alone, nothing.
 */
describe('one reading of a school', () => {
  it('takes two adults for one, by full names, an initial, a surname alone, no name at all', () => {
    expect(TABLE.map(mistaken)).toEqual([
      'valleys 300 once per adult: 0 0 2 0',
      'valleys 300 once per child: 0 0 2 0',
      'valleys 1500 once per adult: 5 1 5 6',
      'valleys 1500 once per child: 6 3 5 9',
      'london 300 once per adult: 2 0 2 3',
      'london 300 once per child: 2 0 7 3',
      'london 1500 once per adult: 4 0 6 15',
      'london 1500 once per child: 6 2 2 8',
      'village 300 once per adult: 0 1 2 0',
      'village 300 once per child: 0 0 0 3',
      'village 1500 once per adult: 9 2 11 1',
      'village 1500 once per child: 8 1 6 2',
    ]);
  });

  it('finds an adult in two rows, but for a few whose names were misspelt or changed', () => {
    const shares = TABLE.map(({ onePerson, missed }) => missed / (missed + onePerson));
    expect(Math.max(...shares)).toBeLessThan(0.06);
    expect(Math.min(...TABLE.map(({ onePerson }) => onePerson))).toBeGreaterThan(3);
  });
});

describe('a generated community', () => {
  const [valleys, london, village] = COMMUNITY_NAMES.map((name) =>
    raiseCommunity({ name, pupils: 300, seed: 5 }),
  ) as [Community, Community, Community];
  const surnames = ({ people }: Community) => [...people.values()].map(({ surname }) => surname);
  const shareOf = (community: Community, is: (surname: string) => boolean) =>
    surnames(community).filter(is).length / community.people.size;

  it('is the same one for the same seed, and another for another', () => {
    expect(raiseCommunity({ name: 'valleys', pupils: 300, seed: 5 })).toEqual(valleys);
    expect(raiseCommunity({ name: 'valleys', pupils: 300, seed: 6 })).not.toEqual(valleys);
  });

  it.each([1, 7, 300])('has exactly %i pupils, everybody a home, and every tie its two people', (pupils) => {
    const { people, households, ties, ...community } = raiseCommunity({ name: 'village', pupils, seed: 5 });
    expect(community.pupils).toHaveLength(pupils);
    expect([...people.values()].filter(({ household }) => !households.has(household))).toEqual([]);
    expect(
      ties.filter(({ adult, child }) => !people.has(adult) || !community.pupils.includes(child)),
    ).toEqual([]);
  });

  it('is named as its people are', () => {
    const few = ['Jones', 'Davies', 'Williams', 'Evans', 'Thomas'];
    expect(shareOf(valleys, (surname) => few.includes(surname))).toBeGreaterThan(0.25);
    for (const name of ['Singh', 'Kaur', 'Begum', 'Khan', 'Mensah', 'Patel']) {
      expect(surnames(london)).toContain(name);
    }
    expect(shareOf(london, (surname) => few.includes(surname))).toBeLessThan(0.02);
    expect(shareOf(village, (surname) => surname.includes('-'))).toBeGreaterThan(0.03);
  });

  it('lives as people do: two or three contacts a pupil, childminders of many, three generations under one roof', () => {
    const perPupil = village.ties.length / village.pupils.length;
    expect([perPupil > 2, perPupil < 3.5]).toEqual([true, true]);
    const minded = new Map<string, number>();
    for (const { adult, as } of village.ties) {
      if (as === 'Childminder') minded.set(adult, (minded.get(adult) ?? 0) + 1);
    }
    expect(Math.max(...minded.values())).toBeGreaterThan(4);
    const homeOf = (id: string) => village.people.get(id)?.household;
    const together = village.ties.filter(
      ({ adult, child, as }) => as === 'Grandparent' && homeOf(adult) === homeOf(child),
    );
    expect(together.length).toBeGreaterThan(3);
  });

  it('is kept by the MIS with each adult once, but for a few, or anew with each child', () => {
    const adults = new Set(village.ties.map(({ adult }) => adult)).size;
    const once = recordSchool(village, 'once per adult').rows;
    expect(once.length / adults).toBeLessThan(1.08);
    expect(once.flatMap(({ children }) => children)).toHaveLength(village.ties.length);
    const anew = recordSchool(village, 'once per child');
    expect(anew.rows.map(({ children }) => children.length)).toEqual(village.ties.map(() => 1));
    expect(readingOf(anew).map(({ row }) => row)).toEqual(anew.rows.map(({ row }) => row));
  });

  it('grows: who was there stays as they were, and newcomers are entered into the same MIS', () => {
    const community = raiseCommunity({ name: 'london', pupils: 100, seed: 3 });
    const school = recordSchool(community, 'once per adult');
    const before = structuredClone({ community, rows: school.rows });
    growCommunity(community, 20, 4);
    enterTies(school, community.ties.slice(before.community.ties.length), 4);
    expect(community.pupils).toHaveLength(120);
    expect(community.ties.slice(0, before.community.ties.length)).toEqual(before.community.ties);
    for (const [id, person] of before.community.people) expect(community.people.get(id)).toEqual(person);
    expect(school.rows.map(({ fields }) => fields).slice(0, before.rows.length)).toEqual(
      before.rows.map(({ fields }) => fields),
    );
    expect(judgeAlike(school).rows).toBe(school.rows.length);
    expect(school.rows.length).toBeGreaterThan(before.rows.length);
    const homes = [...community.households.values()].map(
      ({ id: _, landline: _l, email: _e, ...home }) => home,
    );
    expect(new Set(homes.map((home) => JSON.stringify(home))).size).toBe(homes.length);
  });
});
