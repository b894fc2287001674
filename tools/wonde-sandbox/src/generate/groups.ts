import type { RawRecord } from '../json.js';
import type { Roster } from '../world/school-data.js';
import type { Generation } from './generation.js';
import { utcStamp } from './php-date.js';

const HOUSES = ['Nightingale', 'Brunel', 'Seacole', 'Newton'];
const CLUBS = ['Choir', 'Breakfast club', 'Chess club'];
const FORM_SIZE = 28;

export interface GeneratedGroup {
  group: RawRecord;
  roster: Roster;
}

/** Registration groups, years, houses and clubs (wonde-api section 8.4). */
export function generateGroups(
  generation: Generation,
  students: RawRecord[],
  teachers: RawRecord[],
): GeneratedGroup[] {
  const { faker, style } = generation;
  const teacher = (): RawRecord[] => (teachers.length === 0 ? [] : [faker.helpers.arrayElement(teachers)]);
  const groups: GeneratedGroup[] = [];
  const add = (
    type: string,
    name: string,
    members: RawRecord[],
    employees: RawRecord[],
    description: string | null,
  ) =>
    groups.push({
      group: groupRecord(generation, type, name, description),
      roster: { students: members, employees },
    });
  for (const year of style.years) {
    const inYear = students.filter((student) => yearOf(student) === year);
    add('YEAR', year === 'R' ? 'Reception' : `Year ${year}`, inYear, teacher(), null);
    const forms = Math.ceil(inYear.length / FORM_SIZE);
    for (let form = 0; form < forms; form += 1) {
      const members = inYear.filter((_, position) => position % forms === form);
      add(
        'REGISTRATION',
        `${year}${'ABCDEFGHJKLMNPQR'[form] ?? form}`,
        members,
        teacher(),
        `Form of year ${year}`,
      );
    }
  }
  HOUSES.forEach((house, position) =>
    add(
      'HOUSE',
      house,
      students.filter((_, s) => s % HOUSES.length === position),
      [],
      `${house} house`,
    ),
  );
  for (const club of CLUBS) {
    add('MISC', club, faker.helpers.arrayElements(students, Math.min(20, students.length)), teacher(), null);
  }
  add('USER', 'Old register (unused)', [], [], null);
  return groups;
}

/** The national curriculum year of a generated student. */
export const yearOf = (student: RawRecord): string | null =>
  (student['education_details'] as { data: { current_nc_year: string | null } }).data.current_nc_year;

function groupRecord(
  generation: Generation,
  type: string,
  name: string,
  description: string | null,
): RawRecord {
  const created = generation.faker.date.past({ years: 2 });
  return {
    id: generation.nextId(),
    mis_id: generation.nextMisId(),
    name,
    code: name.slice(0, 6).toUpperCase(),
    type,
    description,
    notes: null,
    restored_at: null,
    created_at: utcStamp(created, generation.style.dates),
    updated_at: utcStamp(created, generation.style.dates),
  };
}
