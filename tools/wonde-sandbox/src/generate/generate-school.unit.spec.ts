import { describe, expect, it } from '@jest/globals';
import { generateWorld } from '../world/generated-world.js';
import type { WorldOptions } from '../world/generated-world.js';
import { RESOURCES } from '../world/resources.js';
import type { WorldSchool } from '../world/world.js';

const bytes = (school: WorldSchool | undefined): string => {
  const { rosters, gone, ...data } = school?.load() ?? fail();
  return JSON.stringify({ ...school, ...data, rosters: [...rosters], gone: [...gone] });
};
const fail = (): never => {
  throw new Error('the world lacks a school');
};
const school = (options: WorldOptions, index: number) => generateWorld(options).schools[index];

describe('a generated world', () => {
  it('has the same bytes for the same seed, and others for another', () => {
    expect(bytes(school({ seed: 5 }, 0))).toBe(bytes(school({ seed: 5 }, 0)));
    expect(bytes(school({ seed: 5 }, 0))).not.toBe(bytes(school({ seed: 6 }, 0)));
  });

  it('gives a school the same bytes however many others there are', () => {
    expect(bytes(school({ schools: 40, pupils: 60 }, 1))).toBe(bytes(school({ schools: 2, pupils: 60 }, 1)));
  });

  it('has a primary, a secondary and a small school of about 1,500 pupils together, and a pending one', () => {
    const { schools } = generateWorld();
    expect(schools.map(({ state }) => state)).toEqual(['approved', 'approved', 'approved', 'pending']);
    expect(schools.slice(0, 3).map((each) => each.load().students.length)).toEqual([420, 900, 180]);
    const [primary, secondary] = schools.map((each) => each.load());
    expect(primary?.classes).toHaveLength(0);
    expect(primary?.groups.filter(({ type }) => type === 'REGISTRATION').length).toBeGreaterThan(10);
    expect(secondary?.classes.length).toBeGreaterThan(100);
    expect(secondary?.subjects.length).toBeGreaterThan(5);
  });

  it('makes schools of 1 to 3,000 pupils, exactly', () => {
    for (const pupils of [1, 2, 33, 3000]) {
      expect(school({ schools: 1, pupils }, 0)?.load().students).toHaveLength(pupils);
    }
  });

  it('never gives an id twice', () => {
    const ids = generateWorld().schools.flatMap((each) => {
      const data = each.load();
      return [each.id, ...RESOURCES.flatMap((resource) => data[resource].map(({ id }) => id))];
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^A\d{9,10}$/.test(String(id)))).toBe(true);
  });
});
