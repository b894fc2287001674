import { randomBytes } from 'node:crypto';

export const SCHOOL = 'A1329183376';

export interface PlainDocument {
  id: string;
  document: { [field: string]: unknown };
}

/** Documents like those of contacts, some 700 bytes, under record keys. */
export function someDocuments(count: number): PlainDocument[] {
  return Array.from({ length: count }, (_, n) => {
    const id = randomBytes(16).toString('hex');
    const document = {
      id,
      title: 'Dr',
      forename: `Forename ${n}`,
      surname: `Surname ${n}`,
      emails: { primary: `parent.${n}@mail.example`, home: null, work: `work.${n}@mail.example` },
      phones: { mobile: `07700 ${n}`, home: `01632 ${n}`, work: null },
      address: {
        house: String(n),
        street: 'Long Street',
        town: 'Anytown',
        county: 'Shire',
        postcode: 'AB1 2CD',
      },
      children: Array.from({ length: 2 }, (_, place) => ({
        id: randomBytes(16).toString('hex'),
        relationship: 'Parent',
        priority: place + 1,
      })),
    };
    return { id, document };
  });
}

/** How many are written, ensured or got in one call. */
export const IN_CALL = 500;
