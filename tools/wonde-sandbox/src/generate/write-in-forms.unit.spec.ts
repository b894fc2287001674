import { describe, expect, it } from '@jest/globals';
import { at } from '../ask-sandbox.js';
import type { Json, RawRecord } from '../json.js';
import { generateWorld } from '../world/generated-world.js';
import type { SchoolData } from '../world/school-data.js';
import type { Forms } from './forms.js';
import { FORMS_AS_RECORDED } from './forms.js';
import { inUtc, londonDate } from './php-date.js';

const load = (forms: Partial<Forms>, index = 0): SchoolData => {
  const school = generateWorld({ schools: 2, pupils: 120, forms: [forms] }).schools[index];
  if (school === undefined) throw new Error('the world lacks a school');
  return school.load();
};
const people = ({ students, contacts, employees }: SchoolData) => [students, contacts, employees];
const values = (records: RawRecord[], key: string) => new Set(records.map((record) => record[key]));
const kinds = (records: RawRecord[]) => new Set(records.map(({ date_of_birth: born }) => typeof born));

describe('the forms of a generated school', () => {
  it('are one each when nothing is said, and upis have 32 hex characters', () => {
    for (const each of people(load({}))) {
      expect(values(each, 'gender')).toEqual(new Set(['MALE', 'FEMALE']));
      expect(kinds(each)).toEqual(new Set(['object']));
      expect(each.every(({ upi }) => upi === null || /^[0-9a-f]{32}$/.test(String(upi)))).toBe(true);
    }
  });

  it.each([0, 1])('write birth dates as objects and as text, in one list of school %i', (index) => {
    const [usual, both] = [load({}, index), load({ birthDates: 'both' }, index)];
    const day = (born: Json | undefined) => String(at(born, 'date') ?? born).slice(0, 10);
    people(both).forEach((each, kind) => {
      expect(kinds(each)).toEqual(new Set(['object', 'string']));
      const days = (list: RawRecord[] | undefined) => list?.map(({ date_of_birth: born }) => day(born));
      expect(days(each)).toEqual(days(people(usual)[kind]));
    });
  });

  it('write genders in both cases', () => {
    for (const each of people(load({ genders: 'both' }))) {
      expect(values(each, 'gender')).toEqual(new Set(['MALE', 'FEMALE', 'male', 'female']));
    }
  });

  it('write moments in UTC: birth dates of contacts keep their day, an event its moment', () => {
    const [usual, utc] = [load({}), load({ moments: 'UTC' })];
    expect(new Set(utc.contacts.map((contact) => at(contact, 'date_of_birth.timezone')))).toEqual(
      new Set(['UTC']),
    );
    expect(utc.contacts.map((contact) => at(contact, 'date_of_birth.date'))).toEqual(
      usual.contacts.map((contact) => at(contact, 'date_of_birth.date')),
    );
    const zones = new Set(utc.events.map((event) => at(event, 'start_at.timezone')));
    expect(zones).toEqual(new Set(['UTC', undefined]));
    const days = utc.events.filter((event) => event['all_day'] === true);
    const hours = new Set(days.map((event) => String(at(event, 'start_at.date')).slice(11, 13)));
    expect(hours).toEqual(new Set(['00', '23']));
  });

  it.each([
    ['2026-01-15', '2026-01-15 00:00:00.000000'],
    ['2026-07-15', '2026-07-14 23:00:00.000000'],
  ])('midnight of %s in London is %s UTC', (day, date) => {
    expect(inUtc(londonDate(day))).toEqual({ date, timezone_type: 3, timezone: 'UTC' });
  });

  it('give ids of the other region, eight to ten digits, no reference lost', () => {
    const { schools } = generateWorld({ schools: 2, pupils: 60, forms: [{ ids: 'B' }] });
    for (const school of schools) {
      const data = school.load();
      const records = [...people(data).flat(), ...data.classes, ...data.groups, ...data.events];
      for (const id of [school.id, school.school['id'], ...records.map((each) => each['id'])])
        expect(id).toMatch(/^B\d{8,10}$/);
      expect(at(school.school, 'region.school_url')).toContain(`/${school.id}`);
      const subjects = values(data.subjects, 'id');
      expect(data.classes.every(({ subject }) => subjects.has(subject))).toBe(true);
    }
    expect(new Set(schools.map(({ id }) => id)).size).toBe(3);
  });

  it('let unrelated people share mis_id and upi', () => {
    const { students, contacts, employees, links } = load({ upis: 'colliding' });
    for (const each of [students, employees]) {
      const pairs = each.flatMap((person) =>
        contacts
          .filter((contact) => contact['upi'] === person['upi'] && contact['forename'] !== person['forename'])
          .map((contact) => ({ person, contact })),
      );
      expect(pairs.length).toBeGreaterThan(0);
      for (const { person, contact } of pairs) {
        expect(contact['mis_id']).toBe(person['mis_id']);
        expect(links.some((link) => link.student === person && link.contact === contact)).toBe(false);
      }
    }
    const usual = load({});
    const upis = values(usual.contacts, 'upi');
    expect(usual.students.some(({ upi }) => upis.has(upi))).toBe(false);
  });

  it('go by the place of a school, and take turns', () => {
    const forms = [FORMS_AS_RECORDED, {}];
    const { schools } = generateWorld({ schools: 3, pupils: 5, forms });
    expect(schools.slice(0, 3).map(({ id }) => id[0])).toEqual(['B', 'A', 'B']);
  });
});
