import type { RawRecord } from '../json.js';
import type { Roster } from '../world/school-data.js';
import type { Generation } from './generation.js';
import { yearOf } from './groups.js';
import { utcStamp } from './php-date.js';

const SET_SIZE = 28;

export interface GeneratedClasses {
  subjects: RawRecord[];
  classes: { record: RawRecord; roster: Roster }[];
}

/** Teaching sets per year and subject; a school without subjects has none, as many primaries do. */
export function generateClasses(
  generation: Generation,
  students: RawRecord[],
  teachers: RawRecord[],
): GeneratedClasses {
  const { faker, style } = generation;
  const subjects = style.subjects.map((name) => subjectRecord(generation, name));
  const classes: GeneratedClasses['classes'] = [];
  for (const year of style.years) {
    const inYear = students.filter((student) => yearOf(student) === year);
    const sets = Math.ceil(inYear.length / SET_SIZE);
    for (const subject of subjects) {
      const mixed = faker.helpers.shuffle(inYear);
      for (let set = 0; set < sets; set += 1) {
        const record = classRecord(generation, `${year}${String(subject['code'])}${set + 1}`, subject, year);
        const members = mixed.filter((_, position) => position % sets === set);
        classes.push({
          record,
          roster: {
            students: members,
            employees: teachers.length ? [faker.helpers.arrayElement(teachers)] : [],
          },
        });
      }
    }
  }
  return { subjects, classes };
}

function subjectRecord(generation: Generation, name: string): RawRecord {
  const stamp = utcStamp(generation.faker.date.past({ years: 2 }), generation.style.dates);
  return {
    id: generation.nextId(),
    mis_id: generation.nextMisId(),
    code: name.slice(0, 2),
    name,
    active: true,
    created_at: stamp,
    updated_at: stamp,
  };
}

function classRecord(generation: Generation, name: string, subject: RawRecord, year: string): RawRecord {
  const stamp = utcStamp(generation.faker.date.past({ years: 1 }), generation.style.dates);
  return {
    id: generation.nextId(),
    mis_id: generation.nextMisId(),
    name,
    code: name,
    description: `${String(subject['name'])}, year ${year}`,
    subject: subject['id'] ?? null,
    type: null,
    alternative: false,
    priority: null,
    academic_year: '2026/2027',
    year_group: year,
    restored_at: null,
    created_at: stamp,
    updated_at: stamp,
  };
}
