import type { Generation } from './generation.js';

export type Sex = 'female' | 'male';

const APOSTROPHES = ["O'Brien", "D'Souza", "O'Connor-Hughes", 'N’Diaye'];
const NON_LATIN: { forename: Record<Sex, string>; surname: string }[] = [
  { forename: { female: 'Zofia', male: 'Łukasz' }, surname: 'Błaszczyk' },
  { forename: { female: 'Арина', male: 'Олексій' }, surname: 'Шевченко' },
  { forename: { female: '秀英', male: '伟' }, surname: '李' },
  { forename: { female: 'نور', male: 'يوسف' }, surname: 'الحسن' },
  { forename: { female: 'Siân', male: 'Siôn' }, surname: 'Llŷr' },
];
const MARKUP = ['<b>Ellis</b>', 'Hughes<br>', 'Marsh & Sons "R"', '<script>alert(1)</script>Day'];

export type NameQuirk = 'apostrophe' | 'non-latin' | 'markup';

/** A family's surname, and how its members' forenames are made. */
export interface FamilyName {
  surname: string;
  forename: (sex: Sex) => string;
}

/** Names as British schools hold them, sometimes with an apostrophe, letters beyond Latin, or markup somebody typed in. */
export function familyName({ faker }: Generation, quirk?: NameQuirk): FamilyName {
  const forename = (sex: Sex) => faker.person.firstName(sex);
  if (quirk === 'apostrophe') return { surname: faker.helpers.arrayElement(APOSTROPHES), forename };
  if (quirk === 'markup') return { surname: faker.helpers.arrayElement(MARKUP), forename };
  if (quirk === 'non-latin') {
    const name = faker.helpers.arrayElement(NON_LATIN);
    return { surname: name.surname, forename: (sex) => name.forename[sex] };
  }
  return { surname: faker.person.lastName(), forename };
}

export const titleOf = ({ faker }: Generation, sex: Sex): string =>
  sex === 'male' ? 'Mr' : faker.helpers.arrayElement(['Mrs', 'Ms', 'Miss', 'Dr']);
