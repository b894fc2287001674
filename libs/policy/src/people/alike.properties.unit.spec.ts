import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ContactOfReading } from './alike.js';
import { alikeGroups, alikePairs } from './alike.js';
import { foldedName, namePartsOf, namesAgree } from './names.js';

const FORENAMES = ['Ann', 'A', 'Anne-Marie', 'Bob', 'B.', '', 'Eve', 'Ivy', 'Joe', 'Kim', 'Lee', 'Max'];
const SURNAMES = ['Smith', 'Smith-Jones', 'Jones', '', '-'];
const EMAILS = ['ann@x.example', 'bob@x.example'];
const CHILDREN = ['1', '2', '3', '4', '5', '6'];
/** A family so large that whoever stands under all of it connects nobody. */
const MANY_CHILDREN = [...CHILDREN, ...'abcdefgh'];

const anyContact = fc.record({
  forename: fc.constantFrom(...FORENAMES),
  surname: fc.constantFrom(...SURNAMES),
  emails: fc.subarray(EMAILS),
  children: fc.oneof(
    { weight: 12, arbitrary: fc.subarray(CHILDREN, { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constant(MANY_CHILDREN) },
  ),
});
type Sketch = typeof anyContact extends fc.Arbitrary<infer T> ? T : never;

const contactOf = ({ forename, surname, emails, children }: Sketch, place: number): ContactOfReading => ({
  row: `r${String(place).padStart(2, '0')}`,
  children,
  fields: { forename, surname, emails: { email: emails.join('; ') } },
});
const anySchool = fc
  .array(anyContact, { minLength: 2, maxLength: 16 })
  .map((contacts) => contacts.map((each, place) => contactOf(each, place)));

/** Large enough that names are looked up instead of compared, with pupils under whom a crowd stands. */
const anyCrowd = fc
  .array(
    fc.tuple(
      anyContact,
      fc.constantFrom(['crowd', 'other crowd'], ['crowd', 'other crowd'], ['crowd'], ['other crowd'], []),
    ),
    { minLength: 80, maxLength: 90 },
  )
  .map((contacts) =>
    contacts.map(([each, crowds], place) =>
      contactOf({ ...each, children: [...each.children.slice(0, 1), ...crowds] }, place),
    ),
  );

const pairsOf = (contacts: ContactOfReading[]) => alikePairs(contacts).map(([a, b]) => `${a} ${b}`);

/** Rule 10 sentence by sentence, without a thought for how long it takes. */
function pairsByTheRule(contacts: ContactOfReading[]): string[] {
  const nameOf = (contact: ContactOfReading) => namePartsOf(contact.fields);
  const emailsOf = (contact: ContactOfReading) =>
    EMAILS.filter((email) => JSON.stringify(contact.fields['emails']).includes(email));
  const proving = EMAILS.filter((email) => {
    const names = contacts
      .filter((each) => emailsOf(each).includes(email))
      .map((each) => foldedName(nameOf(each)));
    return new Set(names.filter((name) => name !== '')).size <= 8;
  });
  const agree = (a: ContactOfReading, b: ContactOfReading) => namesAgree(nameOf(a), nameOf(b));
  const shareChild = (a: ContactOfReading, b: ContactOfReading) =>
    a.children.some((child) => b.children.includes(child));
  const alikeByValue = (a: ContactOfReading, b: ContactOfReading) =>
    agree(a, b) && proving.some((email) => emailsOf(a).includes(email) && emailsOf(b).includes(email));
  const connected = new Set<string>();
  const families = contacts.filter(({ children }) => children.length <= 12);
  for (const one of families) {
    for (const other of families) {
      if (one.row !== other.row && !alikeByValue(one, other)) continue;
      for (const child of one.children)
        for (const sibling of other.children) connected.add(`${child} ${sibling}`);
    }
  }
  const familiesConnected = (a: ContactOfReading, b: ContactOfReading) =>
    a.children.some((child) => b.children.some((other) => connected.has(`${child} ${other}`)));
  return contacts.flatMap((a) =>
    contacts
      .filter((b) => a.row < b.row)
      .filter((b) =>
        [a, b].some((each) => foldedName(nameOf(each)) === '')
          ? shareChild(a, b)
          : agree(a, b) && (alikeByValue(a, b) || shareChild(a, b) || familiesConnected(a, b)),
      )
      .map((b) => `${a.row} ${b.row}`),
  );
}

describe('always', () => {
  it('exactly those are alike whom the rule names', () => {
    const seen = { family: 0, tooMany: 0 };
    fc.assert(
      fc.property(anySchool, (contacts) => {
        expect(pairsOf(contacts)).toEqual(pairsByTheRule(contacts).sort());
        if (alikeGroups(contacts).some(({ because }) => because === 'family')) seen.family += 1;
        const names = contacts.map(({ fields }) => foldedName(namePartsOf(fields)));
        if (new Set(names).size > 9) seen.tooMany += 1;
      }),
      { numRuns: 1000 },
    );
    expect(Object.values(seen).every((times) => times > 50)).toBe(true);
  });

  it('and at least those in a crowd, where nearly all are alike: then all of it are', () => {
    let [crowded, exactly] = [0, 0];
    const isOfCrowd = ({ children }: ContactOfReading) => children.some((child) => child.includes('crowd'));
    fc.assert(
      fc.property(anyCrowd, (contacts) => {
        const rule = pairsByTheRule(contacts);
        const inCrowd = new Set(contacts.filter(isOfCrowd).map(({ row }) => row));
        const between = ([a = '', b = '']: string[]) => inCrowd.has(a) && inCrowd.has(b);
        const more = pairsOf(contacts).filter((pair) => !rule.includes(pair));
        expect(pairsOf(contacts)).toEqual(expect.arrayContaining(rule));
        expect(more.filter((pair) => !between(pair.split(' ')))).toEqual([]);
        if (more.length === 0) exactly += 1;
        if (contacts.filter(({ children }) => children.includes('crowd')).length > 50) crowded += 1;
      }),
      { numRuns: 30 },
    );
    expect(crowded).toBeGreaterThan(3);
    expect(exactly).toBeGreaterThan(3);
  });

  it('every two of a group are a pair, and every pair is in a group', () => {
    fc.assert(
      fc.property(anySchool, (contacts) => {
        const inGroups = alikeGroups(contacts).flatMap(({ rows }) =>
          rows.flatMap((a) => rows.filter((b) => a < b).map((b) => `${a} ${b}`)),
        );
        expect([...new Set(inGroups)].sort()).toEqual(pairsOf(contacts));
      }),
    );
  });

  it('the order of input says nothing', () => {
    const inOtherOrder = anySchool.chain((contacts) =>
      fc.tuple(fc.constant(contacts), fc.shuffledSubarray(contacts, { minLength: contacts.length })),
    );
    fc.assert(
      fc.property(inOtherOrder, ([contacts, shuffled]) => {
        const other = shuffled.map((each) => ({ ...each, children: [...each.children].reverse() }));
        expect(alikeGroups(other)).toEqual(alikeGroups(contacts));
        expect(alikePairs(other)).toEqual(alikePairs(contacts));
      }),
    );
  });

  it('a pair agrees in names, or one has none and both stand under one child', () => {
    fc.assert(
      fc.property(anySchool, (contacts) => {
        const byRow = new Map(contacts.map((each) => [each.row, each]));
        for (const [a, b] of alikePairs(contacts).map((pair) => pair.map((row) => byRow.get(row)))) {
          const names = [a, b].map((each) => namePartsOf(each?.fields ?? {}));
          const nameless = names.some((name) => foldedName(name) === '');
          const together = a?.children.some((child) => b?.children.includes(child));
          expect(nameless ? together : namesAgree(names[0]!, names[1]!)).toBe(true);
        }
      }),
    );
  });

  it('a value that one more row shares takes no pair away, unless it now is found with more than eight names', () => {
    let taken = 0;
    fc.assert(
      fc.property(anySchool, fc.nat(), fc.constantFrom(...EMAILS), (contacts, place, email) => {
        const chosen = place % contacts.length;
        const after = contacts.map((each, at) =>
          at === chosen
            ? {
                ...each,
                fields: { ...each.fields, emails: { ...Object(each.fields['emails']), work: email } },
              }
            : each,
        );
        const names = new Set(
          after
            .filter(({ fields }) => JSON.stringify(fields['emails']).includes(email))
            .map(({ fields }) => foldedName(namePartsOf(fields)))
            .filter((name) => name !== ''),
        );
        const [before, now] = [pairsOf(contacts), pairsOf(after)];
        if (names.size <= 8) expect(now).toEqual(expect.arrayContaining(before));
        else if (now.length < before.length) taken += 1;
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(0);
  });
});
