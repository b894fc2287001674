import { describe, expect, it } from '@jest/globals';
import { blockChanges, unblockChanges } from './block-changes.js';
import { SchoolPeople } from './school-people.js';

const [CONTACT, EMPLOYEE, STUDENT] = ['a1', 'a2', 'a3'].map((name) => name.repeat(16)) as [
  string,
  string,
  string,
];
const [PERSON, OTHER] = ['b1', 'b2'].map((name) => name.repeat(16)) as [string, string];
const UNKNOWN = 'f'.repeat(32);
const why = 'Ticket 4711';

/** One person is contact and employee; the student has no `upi`. */
const people = new SchoolPeople();
people.add(CONTACT, PERSON);
people.add(EMPLOYEE, PERSON);
people.add(STUDENT, undefined);

const block = (key: string) => blockChanges(key, people, why).map(({ data }) => data);
const unblock = (key: string, ...blocked: string[]) =>
  unblockChanges(key, people, new Set(blocked), why).map(({ data }) => data);

describe('blocking', () => {
  it('a record covers the person it is of', () => {
    expect(block(CONTACT)).toEqual([{ recordKey: CONTACT, personKey: PERSON, reason: why }]);
  });

  it('a record of nobody covers the record', () => {
    expect(block(STUDENT)).toEqual([{ recordKey: STUDENT, reason: why }]);
  });

  it('a person needs no record', () => expect(block(PERSON)).toEqual([{ personKey: PERSON, reason: why }]));

  it('somebody no ledger knows keeps them out whichever of the two keys it is', () => {
    expect(block(UNKNOWN)).toEqual([{ recordKey: UNKNOWN, personKey: UNKNOWN, reason: why }]);
  });

  it('a record that had two persons covers both', () => {
    const returned = new SchoolPeople();
    returned.add(CONTACT, PERSON);
    returned.add(CONTACT, OTHER);
    expect(blockChanges(CONTACT, returned, why).map(({ data }) => data['personKey'])).toEqual([
      PERSON,
      OTHER,
    ]);
  });
});

describe('unblocking', () => {
  it('names what blocking named', () => {
    expect(unblock(CONTACT, CONTACT, PERSON)).toEqual([
      { recordKey: CONTACT, personKey: PERSON, reason: why },
    ]);
  });

  it.each([EMPLOYEE, PERSON])('%s lifts the blocks of the other records of the person too', (key) => {
    expect(unblock(key, CONTACT, PERSON)).toContainEqual({
      recordKey: CONTACT,
      personKey: PERSON,
      reason: why,
    });
  });
});
