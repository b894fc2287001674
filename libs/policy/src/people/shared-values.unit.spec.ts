import { describe, expect, it } from '@jest/globals';
import type { Fields, JsonValue } from '@gatehouse/schemas';
import { sharedValuesOf } from './shared-values.js';

const keys = (fields: Fields) => sharedValuesOf(fields).map(({ key }) => key);
const emails = (...texts: JsonValue[]) => keys({ emails: Object.fromEntries(texts.entries()) });
const phones = (...texts: JsonValue[]) => keys({ phones: Object.fromEntries(texts.entries()) });
const address = (place: JsonValue) => keys({ addresses: { home: place } });

describe('e-mails', () => {
  it.each([
    ['ann@x.example', ['ann@x.example']],
    [' Ann@X.Example ', ['ann@x.example']],
    ['ann@x.example; bob@x.example,ann@X.example', ['ann@x.example', 'bob@x.example']],
    ['Ann <ann@x.example>', ['ann@x.example']],
    ['ann\u200b@x.example', ['ann@x.example']],
    ['none', []],
    ['@', []],
    ['ann@', []],
    ['', []],
  ])('of %j are %j', (text, expected) => {
    expect(emails(text)).toEqual(expected.map((email) => `email:${email}`));
  });
});

describe('telephones', () => {
  it.each([
    ['07700 900123', ['7700900123']],
    ['+44 (0)7700-900123', ['7700900123']],
    ['0044 7700 900 123', ['7700900123']],
    ['07700.900123 (Mum)', ['7700900123']],
    ['01632 960123 ext 204', ['1632960123']],
    ['07700 900123 / 01632 960456', ['7700900123', '1632960456']],
    ['01632 960123, 01632 960456', ['1632960123', '1632960456']],
    ['０７７００ 900123', ['7700900123']],
    ['7946 0123', ['79460123']],
    ['960123', []],
    ['0000000000', []],
    ['07000 000000', []],
    ['99999999999', []],
    ['none', []],
  ])('of %j are %j', (text, expected) => {
    expect(phones(text)).toEqual(expected.map((digits) => `telephone:${digits}`));
  });
});

describe('houses', () => {
  it.each<[JsonValue, string[]]>([
    [{ house_number: '12', postcode: 'CB7 1AA' }, ['cb71aa 12']],
    [{ house_number: 12, postcode: 'cb71aa', street: '99 High St' }, ['cb71aa 12']],
    [{ house_number: '12 A', postcode: 'CB7 1AA' }, ['cb71aa 12a']],
    [{ house_name: 'Rose-Cottage', postcode: 'CB7 1AA' }, ['cb71aa rosecottage']],
    [{ house_number: 1, house_name: 'Tŷ Gwyn', postcode: 'CF1 1AA' }, ['cf11aa 1', 'cf11aa tygwyn']],
    [{ street: '12a High St', postcode: 'CB7 1AA' }, ['cb71aa 12a']],
    [{ street: '12-14 High St', postcode: 'CB7 1AA' }, ['cb71aa 1214']],
    [{ house_number: '12', apartment: 'Flat 3', postcode: 'E1 1AA' }, ['e11aa 12', 'e11aa flat3 12']],
    [{ apartment: 'Flat 3', postcode: 'E1 1AA' }, ['e11aa flat3']],
    ['12 High Street, Ely, CB7 1AA', ['cb71aa 12']],
    ['Flat B1 2nd floor, 12 High Street, CB7 1AA', ['cb71aa 12', 'cb71aa flatb12ndfloor 12']],
    ['12A High Street\nEly\nCB7 1AA', ['cb71aa 12a']],
    ['Rose Cottage, High Street, cb71aa', ['cb71aa rosecottage']],
    ['Flat 3, 12 High Street, E1 1AA', ['e11aa 12', 'e11aa flat3 12']],
    ['flat 3, Kestrel House, E1 1AA', ['e11aa kestrelhouse', 'e11aa flat3 kestrelhouse']],
    [{ house_number: '12', postcode: null }, []],
    [{ house_number: '12', postcode: 'unknown' }, []],
    [{ house_number: '12' }, []],
    [{ postcode: 'CB7 1AA' }, []],
    [{ house_number: '-', street: 'High St', postcode: 'CB7 1AA' }, []],
    [{ house_number: ['12'], postcode: 'CB7 1AA' }, []],
    ['12 High Street', []],
    ['CB7 1AA', []],
    [null, []],
    [7, []],
    [['12', 'CB7 1AA'], []],
  ])('of %j are %j', (place, expected) => {
    expect(address(place)).toEqual(expected.map((house) => `address:${house}`));
  });
});

describe('a contact', () => {
  it('gives each value once, whichever place it stands in', () => {
    const home = { house_number: '12', postcode: 'CB7 1AA' };
    expect(
      sharedValuesOf({
        emails: { email: 'ann@x.example', work: 'ANN@x.example', home: null },
        phones: { mobile: '07700900123', primary: '+447700900123' },
        addresses: { home, postal: home, work: null },
      }),
    ).toEqual([
      { kind: 'email', key: 'email:ann@x.example' },
      { kind: 'telephone', key: 'telephone:7700900123' },
      { kind: 'address', key: 'address:cb71aa 12' },
    ]);
  });

  it.each<[Fields]>([
    [{}],
    [{ emails: null, phones: null, addresses: null }],
    [{ emails: 'ann@x.example', phones: 7, addresses: '12 High Street, CB7 1AA' }],
    [{ emails: { email: { a: 'ann@x.example' } }, phones: { mobile: 7700900123 } }],
  ])('without details in their shape gives none: %j', (fields) => {
    expect(sharedValuesOf(fields)).toEqual([]);
  });
});
