import { noData } from '../world/school-data.js';
import type { SchoolData } from '../world/school-data.js';
import { generateClasses } from './classes.js';
import { generateEmployees, isCurrent } from './employees.js';
import { generateEvents } from './events.js';
import { generateFamilies } from './families.js';
import { startGeneration } from './generation.js';
import { generateGroups } from './groups.js';
import { generateProfile } from './school-profile.js';
import { generateLessons } from './lessons.js';
import type { SchoolStyle } from './school-style.js';

/**
 * All records of one school. Depends on the seed, the school's place in the world, its style and its size alone:
 * the same four always give the same bytes, however many other schools there are.
 */
export function generateSchool(seed: number, index: number, style: SchoolStyle, pupils: number): SchoolData {
  const generation = startGeneration(seed, index, generateProfile(seed, index, style), style);
  const employees = generateEmployees(generation, pupils);
  const teachers = employees.filter(isCurrent);
  const families = generateFamilies(generation, pupils, teachers.slice(-Math.ceil(teachers.length / 4)));
  const groups = generateGroups(generation, families.students, teachers);
  const { subjects, classes } = generateClasses(generation, families.students, teachers);
  const events = generateEvents(generation);
  return {
    ...noData(),
    ...families,
    employees,
    groups: groups.map(({ group }) => group),
    classes: classes.map(({ record }) => record),
    subjects,
    events,
    ...generateLessons(generation, classes),
    rosters: new Map([
      ...groups.map(({ group, roster }) => [group, roster] as const),
      ...classes.map(({ record, roster }) => [record, roster] as const),
    ]),
  };
}
