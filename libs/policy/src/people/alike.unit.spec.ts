import { describe, expect, it } from '@jest/globals';
import type { Fields } from '@gatehouse/schemas';
import type { ContactOfReading } from './alike.js';
import { alikeGroups, alikePairs } from './alike.js';
import { namePartsOf } from './names.js';

/** A contact named "Forename Surname", under these children. */
function contact(row: string, name: string, children: string, fields: Fields = {}): ContactOfReading {
  const [forename = null, surname = null] = name.split(' ').map((part) => (part === '_' ? null : part));
  return {
    row,
    children: children.split('').filter((child) => child !== ' '),
    fields: { forename, surname, ...fields },
  };
}
const email = (text: string): Fields => ({ emails: { email: text } });
const mobile = (text: string): Fields => ({ phones: { mobile: text } });
const home = (house_number: string, postcode: string): Fields => ({
  addresses: { home: { house_number, postcode } },
});
const work = (house_name: string, postcode: string): Fields => ({
  addresses: { work: { house_name, postcode } },
});

const pairsOf = (...contacts: ContactOfReading[]) => alikePairs(contacts).map(([a, b]) => `${a}${b}`);
const PHONE = mobile('07700 900123');

describe('two rows whose names agree are alike', () => {
  it.each<[string, ContactOfReading, ContactOfReading]>([
    [
      'by an e-mail, whatever else stands in its field',
      contact('O', 'Ann Smith', '1', email('Ann@x.example; office@x.example')),
      contact('T', 'Ann Smith', '2', { emails: { work: 'ann@x.example' } }),
    ],
    [
      'by a telephone, however it is written',
      contact('O', 'Ann Smith', '1', mobile('07700 900123')),
      contact('T', 'A Smith', '2', { phones: { home: '+44 7700 900123' } }),
    ],
    [
      'by postcode and house number',
      contact('O', 'Ann Smith', '1', home('12', 'CB7 1AA')),
      contact('T', 'Ann Smith-Jones', '2', home('12', 'cb71aa')),
    ],
    [
      'by postcode and house name',
      contact('O', 'Ann Smith', '1', work('Rose Cottage', 'CB7 1AA')),
      contact('T', 'Ann _', '2', work('rose cottage', 'CB7 1AA')),
    ],
    ['by a child', contact('O', 'Ann Smith', '1'), contact('T', 'Ann Smith', '12')],
  ])('%s', (_, one, other) => {
    expect(pairsOf(one, other)).toEqual(['OT']);
  });

  it('by a third contact of a child of each', () => {
    expect(
      pairsOf(
        contact('O', 'Ann Smith', '1'),
        contact('T', 'Ann Smith', '2'),
        contact('C', 'Bob Jones', '12'),
      ),
    ).toEqual(['OT']);
  });

  it('by a third contact that has no name: it is one row all the same', () => {
    expect(
      pairsOf(contact('O', 'Ann Smith', '1'), contact('T', 'Ann Smith', '2'), contact('C', '_ _', '12')),
    ).toEqual(['CO', 'CT', 'OT']);
  });

  it('by two contacts of their children that are alike by a value', () => {
    const family = [
      contact('O', 'Ann Smith', '1'),
      contact('T', 'Ann Smith', '2'),
      contact('C', 'Bob Jones', '1', PHONE),
      contact('D', 'Bob Jones', '2', PHONE),
    ];
    expect(pairsOf(...family)).toEqual(['CD', 'OT']);
  });

  it('but by no longer way: two contacts that are alike by their families connect no others', () => {
    const chain = [
      contact('A', 'Ann Smith', '1'),
      contact('B', 'Ann Smith', '3'),
      contact('C', 'Bob Jones', '1'),
      contact('D', 'Bob Jones', '23'),
      contact('E', 'Eve Evans', '12'),
    ];
    // C and D are alike by E, which does not connect 1 with 3.
    expect(pairsOf(...chain)).toEqual(['CD']);
  });

  it('and likeness goes no further: an initial is alike to two who are not alike', () => {
    expect(
      pairsOf(contact('A', 'Jane Smith', '1'), contact('B', 'J Smith', '1'), contact('C', 'John Smith', '1')),
    ).toEqual(['AB', 'BC']);
  });
});

describe('two rows are not alike', () => {
  it.each<[string, ContactOfReading, ContactOfReading]>([
    ['by their names alone', contact('O', 'Ann Smith', '1'), contact('T', 'Ann Smith', '2')],
    [
      'by all values, when they are a couple under the same child',
      contact('O', 'Ann Smith', '1', { ...PHONE, ...email('smiths@x.example') }),
      contact('T', 'Bob Smith', '1', { ...PHONE, ...email('smiths@x.example') }),
    ],
    [
      'when no part of the name stands in both',
      contact('O', 'Ann _', '1', PHONE),
      contact('T', '_ Smith', '1', PHONE),
    ],
    [
      'by a postcode, or a house, alone',
      contact('O', 'Ann Smith', '1', home('12', 'CB7 1AA')),
      contact('T', 'Ann Smith', '2', home('14', 'CB7 1AA')),
    ],
    [
      'by an e-mail typed into another kind of field',
      contact('O', 'Ann Smith', '1', email('07700900123@x.example')),
      contact('T', 'Ann Smith', '2', mobile('07700900123')),
    ],
  ])('%s', (_, one, other) => {
    expect(pairsOf(one, other)).toEqual([]);
  });

  it('with themselves, although a reading shows them twice', () => {
    expect(pairsOf(contact('O', 'Ann Smith', '1', PHONE), contact('O', 'Ann Smith', '2', PHONE))).toEqual([]);
  });

  it('with the others of its other readings: a row shown twice stands under the children of both', () => {
    expect(
      pairsOf(contact('O', 'Ann Smith', '1'), contact('O', 'Ann Smith', '2'), contact('T', 'Ann Smith', '2')),
    ).toEqual(['OT']);
  });
});

describe('a row without names', () => {
  it('is alike to all rows under the same child, and to them only', () => {
    const placeholder = mobile('0000000000');
    expect(
      pairsOf(
        contact('O', '_ _', '1', placeholder),
        contact('M', 'Ann Smith', '1'),
        contact('P', '_ _', '13'),
        contact('N', 'Bob Jones', '2', placeholder),
        contact('S', '- .', '2', { ...placeholder, ...PHONE }),
        contact('T', 'Eve Evans', '3', PHONE),
      ),
    ).toEqual(['MO', 'MP', 'NS', 'OP', 'PT']);
  });
});

describe('a value proves nothing', () => {
  const strangers = (count: number, fields: Fields) =>
    Array.from({ length: count }, (_, n) => contact(`n${n}`, `Stranger${'abcdefgh'[n]} Other`, '', fields));
  const twins = [contact('O', 'Ann Smith', '1', PHONE), contact('T', 'Ann Smith', '2', PHONE)];

  it('when it is found with more than eight different names', () => {
    expect(pairsOf(...twins, ...strangers(7, PHONE))).toEqual(['OT']);
    expect(pairsOf(...twins, ...strangers(8, PHONE))).toEqual([]);
  });

  it('whereas rows without names count as none', () => {
    const nameless = Array.from({ length: 9 }, (_, n) => contact(`n${n}`, '_ _', '', PHONE));
    expect(pairsOf(...twins, ...nameless)).toEqual(['OT']);
  });

  it('for their families either', () => {
    const family = [contact('A', 'Eve Evans', '1'), contact('B', 'Eve Evans', '2'), ...twins];
    expect(pairsOf(...family)).toEqual(['AB', 'OT']);
    expect(pairsOf(...family, ...strangers(8, PHONE))).toEqual([]);
  });
});

describe('a contact of more than twelve children', () => {
  const fathers = [contact('O', 'Bob Smith', '1'), contact('T', 'Bob Smith', '2')];

  it('connects no families', () => {
    expect(pairsOf(...fathers, contact('C', 'Eve Evans', '12abcdefghij'))).toEqual(['OT']);
    expect(pairsOf(...fathers, contact('C', 'Eve Evans', '12abcdefghijk'))).toEqual([]);
  });

  it('nor do two rows of which one has as many', () => {
    const minders = (more: string) => [
      contact('C', 'Eve Evans', `1abcdefghijk${more}`, PHONE),
      contact('D', 'Eve Evans', '2', PHONE),
    ];
    expect(pairsOf(...fathers, ...minders(''))).toEqual(['CD', 'OT']);
    expect(pairsOf(...fathers, ...minders('l'))).toEqual(['CD']);
  });

  it('is alike to another row under one of them as anybody is', () => {
    expect(pairsOf(contact('C', 'Eve Evans', '12abcdefghijk'), contact('D', 'Eve Evans', '2'))).toEqual([
      'CD',
    ]);
  });
});

describe('a reading of a whole school', () => {
  it('gives each pair once, the smaller row first, sorted', () => {
    const rows = ['c', 'b', 'd', 'a'].map((row) => contact(row, 'Ann Smith', '12', PHONE));
    expect(pairsOf(...rows)).toEqual(['ab', 'ac', 'ad', 'bc', 'bd', 'cd']);
  });

  it('says by what rows are alike', () => {
    const groups = alikeGroups([
      contact('A', 'Ann Smith', '1', { ...PHONE, ...email('ann@x.example') }),
      contact('B', 'Ann Smith', '2', { ...PHONE, ...home('1', 'CB7 1AA') }),
      contact('C', 'Ann Smith', '2', { ...email('ann@x.example'), ...home('1', 'CB7 1AA') }),
      contact('D', '_ _', '1'),
    ]);
    expect(groups).toEqual([
      { because: 'address', rows: ['B', 'C'] },
      { because: 'child', rows: ['B', 'C'] },
      { because: 'email', rows: ['A', 'C'] },
      { because: 'family', rows: ['A', 'B', 'C'] },
      { because: 'no-name', rows: ['A', 'D'] },
      { because: 'telephone', rows: ['A', 'B'] },
    ]);
  });

  it('keeps a thousand rows of one name and value as one group', () => {
    const rows = Array.from({ length: 1000 }, (_, n) => contact(`r${n}`, 'Duty Team', `${n % 10}`, PHONE));
    const groups = alikeGroups(rows);
    expect(groups.length).toBeLessThan(100);
    expect(groups).toContainEqual({ because: 'telephone', rows: rows.map(({ row }) => row).sort() });
    expect(alikePairs(rows)).toHaveLength((1000 * 999) / 2);
  });

  /** How often the name of a row is looked at, on average: comparing all with all would be thousands of times. */
  const looksFor = (contacts: ContactOfReading[]) => {
    let looks = 0;
    const watched = contacts.map((one): ContactOfReading => {
      const { forename, surname } = namePartsOf(one.fields);
      const name = {
        get forename() {
          looks += 1;
          return forename;
        },
        surname,
      };
      return { ...one, name };
    });
    const entries = alikeGroups(watched).reduce((sum, { rows }) => sum + rows.length, 0);
    return { looks: looks / contacts.length, entries: entries / contacts.length };
  };
  const school = (details: (n: number) => ContactOfReading) =>
    Array.from({ length: 3000 }, (_, n) => details(n));
  const oneSwitchboard = (n: number): Fields =>
    n % 2 === 0
      ? { ...mobile('01632 960123'), ...home('1', 'CB7 1AA') }
      : { ...mobile(`07700 ${900_000 + n}`), ...home(`${n}`, 'CB7 1AB') };

  it.each<[string, (n: number) => ContactOfReading]>([
    [
      'one surname, and a forename each',
      (n) => ({ ...contact(`r${n}`, `F${n} Smith`, '', oneSwitchboard(n)), children: [`s${n >> 1}`] }),
    ],
    [
      'one of eight names each',
      (n) => ({
        ...contact(`r${n}`, `N${n % 8} Smith`, '', n % 2 ? oneSwitchboard(n) : {}),
        children: [`s${n >> 1}`],
      }),
    ],
    [
      'everybody under one pupil, too',
      (n) => ({
        ...contact(`r${n}`, `F${n} S${n % 300}`, '', oneSwitchboard(n)),
        children: [`s${n >> 1}`, 'test'],
      }),
    ],
    ['all under one pupil, of one surname', (n) => contact(`r${n}`, `F${n} Smith`, '1')],
    ['all under one pupil, of one forename', (n) => contact(`r${n}`, `Ann S${n}`, '1')],
    ['all under one pupil, without surnames', (n) => contact(`r${n}`, `F${n} _`, '1')],
    [
      'all under one pupil, half of them without a name',
      (n) => contact(`r${n}`, n % 2 ? `F${n} S` : '_ _', '1'),
    ],
    [
      'all under one pupil, a surname or a forename each',
      (n) => contact(`r${n}`, n % 2 ? `_ Smith-${n}` : `Ann S${n}-Smith`, '1'),
    ],
  ])('of 3,000 contacts, half of them with one telephone and address, compares few: %s', (_, details) => {
    const { looks, entries } = looksFor(school(details));
    expect(looks).toBeLessThan(100);
    expect(entries).toBeLessThan(100);
  });

  it('takes all under one pupil for one, where nearly all are alike anyway', () => {
    const rows = Array.from({ length: 100 }, (_, n) => contact(`r${n}`, n % 2 ? `F${n} S${n}` : '_ _', '1'));
    expect(alikeGroups(rows)).toEqual([{ because: 'no-name', rows: rows.map(({ row }) => row).sort() }]);
    const few = rows.slice(0, 20);
    expect(alikePairs(few)).not.toContainEqual(['r1', 'r3']);
    expect(alikePairs(few)).toHaveLength((20 * 19) / 2 - (10 * 9) / 2);
  });
});
