import { createHash } from 'node:crypto';
import type { Faker } from '@faker-js/faker';
// Not from the package's root, which loads seventy languages: a third of a second at every start.
import { faker as british } from '@faker-js/faker/locale/en_GB';
import { numberIds } from './number-ids.js';
import type { SchoolStyle } from './school-style.js';

/** The day on which every generated school stands still; nothing reads the clock. */
export const REFERENCE_DAY = '2026-09-14';

/** What the generators of one school share: its own random stream, its own ids, its habits. */
export interface Generation {
  faker: Faker;
  schoolId: string;
  town: string;
  style: SchoolStyle;
  nextId: () => string;
  nextMisId: () => string;
  /** `upi` is a hash over MIS id and school, in 32 hex characters (wonde-api sections 6 and 14). */
  upi: (misId: string) => string;
}

/** An independent random stream: what one school or purpose draws never moves what another one gets. */
export function randomStream(...seeds: number[]): Faker {
  const Fresh = british.constructor as typeof Faker;
  const faker = new Fresh({ locale: british.rawDefinitions, seed: seeds[0] ?? 0 });
  faker.seed(seeds);
  faker.setDefaultRefDate(`${REFERENCE_DAY}T06:00:00Z`);
  return faker;
}

export function startGeneration(
  seed: number,
  index: number,
  school: { id: string; town: string },
  style: SchoolStyle,
): Generation {
  const nextId = numberIds(seed, index, 1);
  let lastMisId = 1000;
  return {
    faker: randomStream(seed, index, 2),
    schoolId: school.id,
    town: school.town,
    style,
    nextId,
    nextMisId: () => String((lastMisId += 1)),
    upi: (misId) => createHash('sha1').update(`${misId}@${school.id}`).digest('hex').slice(0, 32),
  };
}
