import type { RawRecord } from '../json.js';
import { contactDetails } from './contact-details.js';
import { REFERENCE_DAY } from './generation.js';
import type { Generation } from './generation.js';
import type { FamilyName, Sex } from './person-names.js';
import { personRecord } from './person-record.js';
import { londonDate } from './php-date.js';

/** A pupil of a family, in the given year of the school (an index into the style's years). */
export function generateStudent(
  generation: Generation,
  family: FamilyName,
  address: RawRecord,
  year: number,
): RawRecord {
  const { faker, style } = generation;
  const sex: Sex = faker.person.sexType() === 'male' ? 'male' : 'female';
  const thisYear = Number(REFERENCE_DAY.slice(0, 4));
  const born = `${thisYear - style.startAge - year - 1}-${pad(faker.number.int({ min: 9, max: 12 }))}-${pad(
    faker.number.int({ min: 1, max: 28 }),
  )}`;
  const misId = generation.nextMisId();
  const record = personRecord(
    generation,
    { misId, title: null, forename: family.forename(sex), surname: family.surname, sex, born },
    { gender_identity: null, restored_at: null },
  );
  record['contact_details'] = contactDetails(generation, {
    email: style.kind === 'secondary' ? `${misId}@pupils.example.org` : null,
    emailField: 'email',
    address,
    salutation: null,
  });
  record['education_details'] = {
    data: {
      admission_number: misId.padStart(6, '0'),
      upn: `${faker.string.alpha({ length: 1, casing: 'upper' })}${faker.string.numeric(12)}`,
      local_upn: null,
      former_upn: null,
      learner_number: null,
      current_nc_year: style.years[year] ?? null,
      part_time: false,
      part_time_rate: null,
      admission_date: londonDate(`${thisYear - year}-09-03`, style.dates),
      leaving_date: null,
    },
  };
  return record;
}

const pad = (value: number): string => String(value).padStart(2, '0');
