import type { RawRecord } from '../json.js';
import type { Generation } from './generation.js';

const noAddress = (): RawRecord => ({
  house_number: null,
  house_name: null,
  apartment: null,
  street: null,
  district: null,
  town: null,
  county: null,
  country: null,
  postcode: null,
});

export function homeAddress({ faker, town }: Generation): RawRecord {
  const named = faker.datatype.boolean(0.1);
  return {
    ...noAddress(),
    house_number: named ? null : String(faker.number.int({ min: 1, max: 180 })),
    house_name: named ? `${faker.person.lastName()} Cottage` : null,
    apartment: faker.datatype.boolean(0.08) ? `Flat ${faker.number.int({ min: 1, max: 20 })}` : null,
    street: faker.location.street(),
    town,
    country: 'United Kingdom',
    postcode: faker.location.zipCode(),
  };
}

/** Numbers that the regulator keeps free for drama, so that no real telephone is ever meant. */
const mobileNumber = ({ faker }: Generation): string => `07700 900${faker.string.numeric(3)}`;
const landline = ({ faker }: Generation): string => `01632 960${faker.string.numeric(3)}`;

/** An address at a domain that can never receive mail. */
export function emailAddress({ faker }: Generation, forename: string, surname: string): string {
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/[^a-zA-Z]/g, '')
      .toLowerCase() || 'family';
  const host = faker.helpers.arrayElement(['example.com', 'example.net', 'example.org']);
  return `${plain(forename)}.${plain(surname)}${faker.number.int(99)}@${host}`;
}

export interface Reachable {
  email: string | null;
  /** Which of the e-mail fields the MIS fills. */
  emailField: 'email' | 'primary' | 'home' | 'work';
  address: RawRecord | null;
  salutation: string | null;
}

/** `contact_details` of a contact, employee or student, every key present and most of them null (wonde-api section 8.2). */
export function contactDetails(generation: Generation, reachable: Reachable): RawRecord {
  const { faker } = generation;
  const mobile = faker.datatype.boolean(0.9) ? mobileNumber(generation) : null;
  const home = faker.datatype.boolean(0.3) ? landline(generation) : null;
  return {
    data: {
      phones: { phone: mobile ?? home, primary: mobile, home, work: null, mobile },
      emails: { email: null, primary: null, home: null, work: null, [reachable.emailField]: reachable.email },
      addresses: { home: reachable.address ?? noAddress(), work: noAddress(), postal: noAddress() },
      salutation: reachable.salutation,
    },
  };
}
