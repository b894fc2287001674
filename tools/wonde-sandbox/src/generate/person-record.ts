import type { Json, RawRecord } from '../json.js';
import type { Generation } from './generation.js';
import type { Sex } from './person-names.js';
import { londonDate, utcStamp } from './php-date.js';

export interface PersonFacts {
  misId: string;
  title: string | null;
  forename: string;
  surname: string;
  sex: Sex;
  /** `YYYY-MM-DD` */
  born: string;
}

/** The fields that students, contacts and employees share, under a new Wonde id (wonde-api sections 8.1 to 8.3). */
export function personRecord(generation: Generation, facts: PersonFacts, extra: RawRecord = {}): RawRecord {
  const { faker, style } = generation;
  const middle = faker.datatype.boolean(0.3) ? faker.person.middleName(facts.sex) : null;
  const legal = faker.number.int(100);
  const created = faker.date.past({ years: 4 });
  return {
    id: generation.nextId(),
    upi: generation.upi(facts.misId),
    mis_id: facts.misId,
    title: facts.title,
    initials: [...facts.forename].slice(0, 1).join('') + (middle ?? '').slice(0, 1),
    surname: facts.surname,
    forename: facts.forename,
    middle_names: middle,
    // A known-as name differs from the legal one now and then, and some schools leave the legal one blank.
    legal_surname: legal < 4 ? faker.person.lastName() : legal < 8 ? null : facts.surname,
    legal_forename: legal < 3 ? faker.person.firstName(facts.sex) : legal < 8 ? null : facts.forename,
    gender: facts.sex === 'male' ? 'MALE' : 'FEMALE',
    date_of_birth: birthDate(style.birthDates, facts.born),
    ...extra,
    created_at: utcStamp(created, style.dates),
    updated_at: utcStamp(faker.date.between({ from: created, to: faker.defaultRefDate() }), style.dates),
  };
}

const birthDate = (style: 'object' | 'text', born: string): Json =>
  style === 'text' ? born : londonDate(born);
