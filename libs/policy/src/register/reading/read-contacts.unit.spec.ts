import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Fields } from '@gatehouse/schemas';
import { namePartsOf } from '../../people/names.js';
import { Register } from '../memory/register.js';
import type { Sight } from '../memory/sight.js';
import { ContactReading } from './contact-reading.js';
import { readAlike } from './read-contacts.js';

let reading: ContactReading;
beforeEach(() => {
  reading = new ContactReading();
});

function shows(row: string, child: string, fields: Fields) {
  const link = { isLoose: false, courtOrder: 'false', parentalResponsibility: 'true' } as const;
  const identity = { persons: [], names: undefined, parts: namePartsOf(fields) };
  reading.add({ pupils: [], contacts: [{ row, child, fields, ...link, ...identity }] });
}
const groups = () =>
  readAlike({ register: new Register() } as Sight, reading).flatMap(
    ({ data }) => (data as { groups: string[][] }).groups,
  );
const ANN = { forename: 'Ann', surname: 'Lee' };

describe('likeness of rows that a reading shows with more than one content', () => {
  it('looks at each of them: a telephone that stands in the second alone counts', () => {
    shows('a', 'kim', ANN);
    shows('a', 'max', { ...ANN, phones: { mobile: '07700 900123' } });
    shows('b', 'lee', { ...ANN, phones: { mobile: '07700 900123' } });
    expect(groups()).toEqual([['a', 'b']]);
  });

  it('takes no row for one without names that came with names as well', () => {
    shows('a', 'kim', ANN);
    shows('a', 'max', {});
    shows('b', 'kim', { forename: 'Bob', surname: 'Ng' });
    expect(groups()).toEqual([]);
  });

  it('takes one without names for anybody under the same child', () => {
    shows('a', 'kim', {});
    shows('b', 'kim', { forename: 'Bob', surname: 'Ng' });
    expect(groups()).toEqual([['a', 'b']]);
  });
});
