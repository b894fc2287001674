import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ContactRecord } from '@gatehouse/contracts';
import { Pseudonyms } from '@gatehouse/privacy';
import { readContactRow } from '@gatehouse/wonde';
import { ContactGatherer } from './contact-gatherer.js';

const pseudonyms = new Pseudonyms(Buffer.alloc(32, 1), 'A1');
const AT = '2026-09-01T02:00:00.000Z';
let gatherer: ContactGatherer;

beforeEach(() => {
  gatherer = new ContactGatherer(pseudonyms);
});

const add = (child: string, row: object, relationship: object = {}) =>
  gatherer.add(readContactRow({ ...row, relationship }), child, AT);
const contacts = () => gatherer.all().map(({ record }) => record as ContactRecord);
const passes = { parental_responsibility: true, court_order: false };

describe('gathering contacts', () => {
  it('makes one record of an adult with the links to all children', () => {
    add('s1', { id: 'C1', forename: 'Ada' }, { ...passes, priority: 1 });
    add('s2', { id: 'C1', forename: 'Ada' }, { ...passes, court_order: true });
    expect(contacts()).toEqual([
      {
        kind: 'contact',
        fields: { forename: 'Ada' },
        links: [
          { child: 's1', parentalResponsibility: 'true', courtOrder: 'false', priority: 1 },
          { child: 's2', parentalResponsibility: 'true', courtOrder: 'true' },
        ],
        personLinks: [],
      },
    ]);
  });

  it("shows a contact the links of the same person's other contacts, and nobody else's", () => {
    add('s1', { id: 'C1', upi: 'u' }, passes);
    add('s2', { id: 'C2', upi: 'u' }, { court_order: true });
    add('s3', { id: 'C3', upi: 'v' }, { court_order: true });
    const [first] = contacts();
    expect(first?.personLinks).toEqual([
      { child: 's2', parentalResponsibility: 'absent', courtOrder: 'true' },
    ]);
    expect(gatherer.all()[0]?.personKey).toBe(pseudonyms.personKey('u'));
  });

  it('counts an order on a row without an id for its person', () => {
    add('s1', { id: 'C1', upi: 'u' }, passes);
    add('s2', { upi: 'u' }, { court_order: true });
    expect(contacts()[0]?.personLinks).toMatchObject([{ child: 's2', courtOrder: 'true' }]);
    expect(gatherer.unidentified).toBe(1);
  });

  it('marks a contact that came with different content, or with a person that cannot be read', () => {
    add('s1', { id: 'C1', forename: 'Ada' }, passes);
    add('s2', { id: 'C1', forename: 'Adah' }, passes);
    add('s1', { id: 'C2', upi: { no: 'text' } }, passes);
    expect(contacts()[0]).toMatchObject({ conflicting: true });
    expect(contacts()[1]).toMatchObject({ personUnreadable: true });
  });

  it('does not take people without a upi for one person', () => {
    add('s1', { id: 'C1', upi: null }, passes);
    add('s2', { id: 'C2' }, { court_order: true });
    expect(contacts().map((contact) => contact.personLinks)).toEqual([[], []]);
  });
});
