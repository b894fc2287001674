import type { RawRecord } from '../json.js';
import type { ContactLink } from '../world/school-data.js';
import { contactDetails, emailAddress, homeAddress } from './contact-details.js';
import { REFERENCE_DAY } from './generation.js';
import type { Generation } from './generation.js';
import { familyName, titleOf } from './person-names.js';
import type { FamilyName, NameQuirk, Sex } from './person-names.js';
import { personRecord } from './person-record.js';
import { dayAfter } from './php-date.js';
import { relationshipOf } from './relationship.js';
import type { LinkFacts } from './relationship.js';
import { generateStudent } from './students.js';

/** A family while it is put together: children first, then adults, then what links them. */
export interface FamilyDraft {
  generation: Generation;
  name: FamilyName;
  address: RawRecord;
  children: RawRecord[];
  contacts: RawRecord[];
  links: ContactLink[];
}

/** Starts a family with this many children, in different years of the school where there are enough. */
export function startFamily(generation: Generation, children: number, quirk?: NameQuirk): FamilyDraft {
  const { faker, style } = generation;
  const name = familyName(generation, quirk);
  const address = homeAddress(generation);
  const years = faker.helpers.shuffle(style.years.map((_, year) => year));
  return {
    generation,
    name,
    address,
    children: Array.from({ length: children }, (_, position) =>
      generateStudent(generation, name, address, years[position % years.length] ?? 0),
    ),
    contacts: [],
    links: [],
  };
}

export interface AdultFacts {
  sex: Sex;
  /** Lives elsewhere, under an address of their own. */
  elsewhere?: boolean;
  otherName?: boolean;
  age?: number;
}

/** Adds an adult of the family, as a contact under a new id. */
export function addAdult(family: FamilyDraft, facts: AdultFacts): RawRecord {
  const { generation } = family;
  const { faker } = generation;
  const surname = facts.otherName ? faker.person.lastName() : family.name.surname;
  const forename = family.name.forename(facts.sex);
  const title = titleOf(generation, facts.sex);
  const age = facts.age ?? faker.number.int({ min: 26, max: 52 });
  const record = personRecord(generation, {
    misId: generation.nextMisId(),
    title,
    forename,
    surname,
    sex: facts.sex,
    born: dayAfter(REFERENCE_DAY, -age * 365 - faker.number.int(364)),
  });
  record['contact_details'] = contactDetails(generation, {
    email: faker.datatype.boolean(0.9) ? emailAddress(generation, forename, surname) : null,
    emailField: faker.helpers.arrayElement(['email', 'primary', 'home']),
    address: facts.elsewhere ? homeAddress(generation) : family.address,
    salutation: faker.datatype.boolean(0.8) ? `${title} ${surname}` : null,
  });
  family.contacts.push(record);
  return record;
}

/** Links an adult to a child; the facts say what the school recorded about the two. */
export function linkChild(
  family: FamilyDraft,
  contact: RawRecord,
  student: RawRecord,
  facts: LinkFacts,
): void {
  family.links.push({ student, contact, relationship: relationshipOf(family.generation, facts) });
}

/** The same for every child of the family. */
export function linkChildren(family: FamilyDraft, contact: RawRecord, facts: LinkFacts): void {
  for (const child of family.children) linkChild(family, contact, child, facts);
}
