import type { Json, RawRecord } from '../json.js';
import { contactDetails, emailAddress } from './contact-details.js';
import { REFERENCE_DAY } from './generation.js';
import type { Generation } from './generation.js';
import { familyName, titleOf } from './person-names.js';
import type { NameQuirk, Sex } from './person-names.js';
import { personRecord } from './person-record.js';
import { dayAfter, londonDate } from './php-date.js';

type Employment = 'current' | 'leaver' | 'supply-null' | 'supply-absent';

/** The first employees of every school, so that leavers and supply staff are never missing. */
const FIRST: Employment[] = ['current', 'leaver', 'supply-null', 'supply-absent', 'current', 'current'];
const QUIRKS: (NameQuirk | undefined)[] = [
  undefined,
  'apostrophe',
  undefined,
  undefined,
  'non-latin',
  'markup',
];

/** Teachers and other staff of a school of this many pupils. */
export function generateEmployees(generation: Generation, pupils: number): RawRecord[] {
  const count = Math.max(FIRST.length, Math.round(pupils / 9));
  return Array.from({ length: count }, (_, position) =>
    employee(generation, FIRST[position] ?? employment(generation), position % 3 !== 2, QUIRKS[position]),
  );
}

const employment = ({ faker }: Generation): Employment =>
  faker.helpers.weightedArrayElement<Employment>([
    { value: 'current', weight: 88 },
    { value: 'leaver', weight: 8 },
    { value: 'supply-null', weight: 2 },
    { value: 'supply-absent', weight: 2 },
  ]);

function employee(
  generation: Generation,
  state: Employment,
  teaching: boolean,
  quirk?: NameQuirk,
): RawRecord {
  const { faker, style } = generation;
  const sex: Sex = faker.person.sexType() === 'male' ? 'male' : 'female';
  const name = familyName(generation, quirk);
  const forename = name.forename(sex);
  const born = dayAfter(REFERENCE_DAY, -faker.number.int({ min: 23 * 365, max: 64 * 365 }));
  const started = dayAfter(REFERENCE_DAY, -faker.number.int({ min: 30, max: 12 * 365 }));
  const ended = state === 'leaver' ? dayAfter(REFERENCE_DAY, -faker.number.int({ min: 1, max: 29 })) : null;
  const record = personRecord(
    generation,
    {
      misId: generation.nextMisId(),
      title: titleOf(generation, sex),
      forename,
      surname: name.surname,
      sex,
      born,
    },
    { restored_at: null },
  );
  const current: Record<string, Json> =
    state === 'supply-absent' ? {} : { current: state === 'supply-null' ? null : state === 'current' };
  record['contact_details'] = contactDetails(generation, {
    email: faker.datatype.boolean(0.95) ? emailAddress(generation, forename, name.surname) : null,
    emailField: 'work',
    address: null,
    salutation: `${titleOf(generation, sex)} ${name.surname}`,
  });
  record['employment_details'] = {
    data: {
      ...current,
      teaching_staff: teaching,
      employment_start_date: londonDate(started, style.dates),
      employment_end_date: ended === null ? null : londonDate(ended, style.dates),
      role_text: state.startsWith('supply')
        ? 'Supply'
        : teaching
          ? 'Teacher'
          : faker.helpers.arrayElement(SUPPORT),
      staff_code: [...name.surname].slice(0, 3).join('').toUpperCase(),
    },
  };
  return record;
}

const SUPPORT = ['Teaching assistant', 'Office manager', 'Caretaker', 'Midday supervisor', 'Technician'];

/** Whether a generated employee works here today. */
export const isCurrent = (record: RawRecord): boolean =>
  (record['employment_details'] as { data: { current?: Json } }).data.current === true;
