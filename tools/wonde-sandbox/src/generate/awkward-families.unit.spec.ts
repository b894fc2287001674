import { describe, expect, it } from '@jest/globals';
import { at } from '../ask-sandbox.js';
import type { Json, RawRecord } from '../json.js';
import type { SchoolData } from '../world/school-data.js';
import { generateWorld } from '../world/generated-world.js';

const [primary, secondary, small] = generateWorld().schools.map((school) => school.load()) as [
  SchoolData,
  SchoolData,
  SchoolData,
];

const flag = (key: string) => (link: { relationship: Json | undefined }) => at(link.relationship, key);
const emails = ({ contacts }: SchoolData) =>
  contacts.map((contact) =>
    Object.values(at(contact, 'contact_details.data.emails') as RawRecord).find(Boolean),
  );
const surnames = ({ contacts }: SchoolData) => contacts.map(({ surname }) => String(surname));

const byContact = ({ contacts, links }: SchoolData) =>
  contacts.map((contact) => links.filter((link) => link.contact === contact));
const differ = (key: string) => (links: { relationship: Json | undefined }[]) =>
  new Set(links.map(flag(key))).size > 1;
const upis = (records: RawRecord[]) => new Set(records.map(({ upi }) => upi).filter(Boolean));

/** What must occur in every ordinary school; each finds the cases. */
const AWKWARD: Record<string, (school: SchoolData) => unknown[]> = {
  'separated parents at two addresses': ({ links }) =>
    links.filter((l) => flag('lives_with_pupil')(l) === false),
  'one adult, responsibility for one child only': (s) =>
    byContact(s).filter(differ('parental_responsibility')),
  'one adult, an order about one child only': (s) => byContact(s).filter(differ('court_order')),
  'siblings sharing contacts': (s) => byContact(s).filter((links) => links.length > 2),
  'a grandparent without responsibility': ({ links }) =>
    links.filter(
      (l) => flag('relationship')(l) === 'Grandmother' && flag('parental_responsibility')(l) === false,
    ),
  'a parent who is staff: one upi, two ids': ({ contacts, employees }) =>
    contacts.filter(({ upi, id }) => employees.some((e) => e['upi'] === upi && e['id'] !== id)),
  'one person under two contact ids': ({ contacts }) =>
    contacts.filter(({ upi, id }) =>
      contacts.some((other) => upi && other['upi'] === upi && other['id'] !== id),
    ),
  'a child without contacts': ({ students, links }) =>
    students.filter((student) => !links.some((link) => link.student === student)),
  'a contact without children': ({ contacts, links }) =>
    contacts.filter((contact) => !links.some((link) => link.contact === contact)),
  'a missing e-mail': (s) => emails(s).filter((email) => email === undefined),
  'a shared e-mail': (s) => emails(s).filter((email, i, all) => email && all.indexOf(email) < i),
  'several e-mails in one field': (s) => emails(s).filter((email) => String(email).includes('; ')),
  'leavers among the staff': ({ employees }) =>
    employees.filter((e) => at(e, 'employment_details.data.current') === false),
  'supply staff whose current is null': ({ employees }) =>
    employees.filter((e) => at(e, 'employment_details.data.current') === null),
  'supply staff without current': ({ employees }) =>
    employees.filter((e) => at(e, 'employment_details.data.current') === undefined),
  'a name with markup': (s) => surnames(s).filter((name) => /[<&]/.test(name)),
  'a name with an apostrophe': (s) => surnames(s).filter((name) => /['’]/.test(name)),
  'a name beyond Latin 1': (s) =>
    surnames(s).filter((name) => [...name].some((letter) => letter !== '’' && letter > 'ÿ')),
  'responsibility null': ({ links }) => links.filter((l) => flag('parental_responsibility')(l) === null),
  'responsibility absent': ({ links }) =>
    links.filter((l) => flag('parental_responsibility')(l) === undefined),
  'responsibility unreadable': ({ links }) =>
    links.filter((l) => flag('parental_responsibility')(l) === 'Yes'),
  'a contact without upi': ({ contacts }) => contacts.filter(({ upi }) => upi === null),
};

describe('families and staff are awkward on purpose', () => {
  for (const [name, find] of Object.entries(AWKWARD)) {
    it(`in the primary and the secondary: ${name}`, () => {
      expect(find(primary).length).toBeGreaterThan(0);
      expect(find(secondary).length).toBeGreaterThan(0);
    });
  }

  it('court orders are true, false, null, absent and unreadable, most of them false', () => {
    for (const school of [primary, secondary]) {
      const orders = school.links.map(flag('court_order'));
      for (const value of [true, false, null, undefined, 'Y']) expect(orders).toContain(value);
      expect(orders.filter((order) => order === false).length).toBeGreaterThan(orders.length * 0.9);
    }
  });

  it('the small school leaves every court order blank', () => {
    expect(new Set(small.links.map(flag('court_order')))).toEqual(new Set([null]));
  });

  it('a person has one upi, and nobody else has it', () => {
    for (const { students, contacts, employees } of [primary, secondary, small]) {
      expect([...upis(students)].filter((upi) => upis([...contacts, ...employees]).has(upi))).toEqual([]);
      expect(upis(students).size).toBe(students.length);
    }
  });

  it('calendars hold staff-only, multi-day and unusable events beside ordinary ones', () => {
    for (const { events } of [primary, secondary]) {
      const title = (event: RawRecord) => event['name'] ?? event['title'] ?? null;
      const start = (event: RawRecord) => event['start'] ?? event['start_at'] ?? null;
      expect(events.filter((event) => title(event) === null)).toHaveLength(1);
      expect(events.filter((event) => start(event) === null)).toHaveLength(1);
      expect(events.filter((event) => title(event) === 'Staff briefing')).toHaveLength(6);
      expect(events.filter(({ all_day }) => all_day === true).length).toBeGreaterThan(5);
    }
  });
});
