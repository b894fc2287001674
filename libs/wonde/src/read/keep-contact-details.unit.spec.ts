import { describe, expect, it } from '@jest/globals';
import { readContactRow } from './read-contact-row.js';
import { readEmployeeRow } from './read-employee-row.js';

/** Rows come out of JSON texts: only there `__proto__` is a key like any other. */
const json = (text: string): unknown => JSON.parse(text) as unknown;

describe('the details of a contact', () => {
  const details = {
    salutation: 'Mr & Mrs',
    emails: { email: 'a@x.example; b@y.example', work: { x: 1 }, home: null },
    phones: { mobile: '07700 900001', primary: 0.1, home: 1632960001 },
    addresses: {
      home: { street: 'High St', house_number: 5, town: null, country: { code: 'GBR' } },
      work: '1 Low St',
      postal: ['x'],
    },
  };
  const kept = {
    salutation: 'Mr & Mrs',
    emails: { email: 'a@x.example; b@y.example', home: null },
    phones: { mobile: '07700 900001', home: '1632960001' },
    addresses: { home: { street: 'High St', house_number: '5', town: null }, work: '1 Low St' },
  };
  const dropped = ['emails.work', 'phones.primary', 'addresses.home.country', 'addresses.postal'];

  it('are kept key by key; what cannot be read is reported where it stood', () => {
    const read = readContactRow({ id: 'C1', title: 'Dr', contact_details: { data: details } });
    expect(read.fields).toEqual({ title: 'Dr', ...kept });
    expect(read.unreadable).toEqual(dropped.map((path) => `contact_details.data.${path}`));
  });

  it('may come without the wrapper, for employees too', () => {
    const read = readEmployeeRow({ id: 'E1', contact_details: details });
    expect(read.fields).toEqual(kept);
    expect(read.unreadable).toEqual(dropped.map((path) => `contact_details.${path}`));
  });

  it.each([
    [{ contact_details: null }, []],
    [{ contact_details: { data: null } }, []],
    [{ contact_details: 'x' }, ['contact_details']],
    [{ contact_details: { data: { emails: ['a@x.example'] } } }, ['contact_details.data.emails']],
    [{ contact_details: { data: { salutation: 5 } } }, ['contact_details.data.salutation']],
  ])('%j gives nothing', (row, unreadable) => {
    const read = readContactRow({ id: 'C1', ...row });
    expect([read.fields, read.unreadable]).toEqual([{}, unreadable]);
  });

  it('takes no key that is no field name: it could say or do anything', () => {
    const row = json(
      '{"id": "C1", "contact_details": {"data": {"emails": {"__proto__": "x", "ada@x.example": "y", "work": "z"}}}}',
    );
    const read = readContactRow(row);
    expect(read.fields).toEqual({ emails: { work: 'z' } });
    expect(read.unreadable).toEqual(['contact_details.data.emails.*', 'contact_details.data.emails.*']);
  });
});

describe('contact details in shapes of which nothing is imported', () => {
  it.each([
    [{ emails: ['a@x.example'] }, { emails: { 0: 'a@x.example' } }],
    [{ emails: 'a@x.example' }, { emails: { 0: 'a@x.example' } }],
    [{ emails: { data: { email: 'a@x.example' } } }, { emails: { 0: 'a@x.example' } }],
    [
      { phones: { mobile: ['07700900001', 447700900002] } },
      { phones: { 0: '07700900001', 1: '447700900002' } },
    ],
    [
      { addresses: { home: { data: { postcode: 'CB7 1AA', house_number: 5 } } } },
      { addresses: { 0: { postcode: 'CB7 1AA', house_number: 5 }, 1: 'CB7 1AA', 2: '5' } },
    ],
  ])('are compared with what others have: %j', (details, compared) => {
    for (const contact_details of [details, { data: details }, { data: [details] }]) {
      expect(readContactRow({ id: 'C1', title: 'Dr', contact_details }).compared).toMatchObject({
        title: 'Dr',
        ...compared,
      });
    }
  });

  it.each([
    [{ emails: { email: 'a@x.example' } }],
    [{ 'contact details': { emails: { email: 'a@x.example' } } }],
    [{ contact_details: {}, emails: 'a@x.example' }],
  ])('are compared wherever they stand: %j', (row) => {
    expect(readContactRow({ id: 'C1', ...row }).compared).toEqual({ emails: { 0: 'a@x.example' } });
  });

  it('are looked at only where something was dropped', () => {
    const contact_details = { data: { emails: { email: 'a@x.example' } } };
    expect(readContactRow({ id: 'C1', contact_details })).not.toHaveProperty('compared');
  });
});
