import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ContactRecord } from '@gatehouse/schemas';
import { Pseudonyms } from '@gatehouse/privacy';
import { readContactRow } from '@gatehouse/wonde';
import { ContactGatherer } from './contact-gatherer.js';
import { personKeyOf } from './person-key-of.js';

const pseudonyms = new Pseudonyms(Buffer.alloc(32, 1), 'A1');
const AT = '2026-09-01T02:00:00.000Z';
let gatherer: ContactGatherer;

beforeEach(() => {
  gatherer = new ContactGatherer();
});

function add(child: string, raw: object, relationship: object = {}, at = AT) {
  const row = readContactRow({ ...raw, relationship });
  const recordKey = row.id === undefined ? undefined : pseudonyms.recordKey('contact', row.id);
  gatherer.add(row, recordKey, personKeyOf(row, pseudonyms), child, at);
}
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
      },
    ]);
  });

  it('names the person of the first row that says who it is', () => {
    add('s1', { id: 'C1' }, passes);
    add('s2', { id: 'C1', upi: 'u' }, passes);
    add('s3', { id: 'C1', upi: 'v' }, passes);
    expect(gatherer.all().map(({ personKey }) => personKey)).toEqual([pseudonyms.personKey('u')]);
  });

  it('makes no record of a row without an id, and counts it', () => {
    add('s1', { id: 'C1', upi: 'u' }, passes);
    add('s2', { upi: 'u' }, { court_order: true });
    expect(gatherer.all()).toHaveLength(1);
    expect(gatherer.unidentified).toBe(1);
  });

  it('takes what a later page shows of a contact, with the links of both', () => {
    const [EARLY, LATE] = ['2026-09-01T02:00:01.000Z', '2026-09-01T02:00:02.000Z'];
    add('s1', { id: 'C1', upi: 'u', emails: null, forename: 'Ada' }, { ...passes, court_order: true }, EARLY);
    add('s2', { id: 'C1', upi: 'u', forename: 'Adah' }, passes, LATE);
    expect(gatherer.all()).toMatchObject([{ observedAt: LATE, personKey: pseudonyms.personKey('u') }]);
    expect(contacts()[0]).toEqual({
      kind: 'contact',
      fields: { forename: 'Adah' },
      links: [
        { child: 's1', parentalResponsibility: 'true', courtOrder: 'true' },
        { child: 's2', parentalResponsibility: 'true', courtOrder: 'false' },
      ],
    });
    // Shown as before on the later page, too: there the two contradict each other.
    add('s3', { id: 'C1', upi: 'u', forename: 'Ada' }, passes, LATE);
    expect(contacts()[0]).toMatchObject({ conflicting: true });
  });

  it('marks a contact that came with different content on one page, or with a person that cannot be read', () => {
    add('s1', { id: 'C1', forename: 'Ada' }, passes);
    add('s2', { id: 'C1', forename: 'Adah' }, passes);
    add('s1', { id: 'C2', upi: { no: 'text' } }, passes);
    expect(contacts()[0]).toMatchObject({ conflicting: true });
    expect(contacts()[1]).toMatchObject({ personUnreadable: true });
  });
});
