import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { documentIdSchema } from '@gatehouse/schemas';
import { derivedKey } from './derive.js';
import { Pseudonyms } from './pseudonyms.js';
import { documentIdKey, DocumentIds } from './document-ids.js';

const master = Buffer.alloc(32, 1);
const idsOf = (schoolId: string, masterKey = master) => new DocumentIds(documentIdKey(masterKey, schoolId));
const recordKey = new Pseudonyms(master, 'A1').recordKey('contact', 'A77');

describe('document ids', () => {
  const school = idsOf('A1');

  it('are 128 bits in hex and the same each time', () => {
    expect(documentIdSchema.safeParse(school.documentId(recordKey)).success).toBe(true);
    expect(idsOf('A1').documentId(recordKey)).toBe(school.documentId(recordKey));
    expect(school.documentId(recordKey)).toBe(school.documentId(recordKey));
  });

  it('are the first half of an HMAC-SHA-256 of the record key, under a key for nothing else', () => {
    const key = documentIdKey(master, 'A1');
    const digest = createHmac('sha256', key).update(`32:${recordKey}`).digest('hex');
    expect(school.documentId(recordKey)).toBe(digest.slice(0, 32));
    expect(key.equals(derivedKey(master, 'pseudonyms', 'A1'))).toBe(false);
  });

  // A derivation that changes would give every document of every CMS another id.
  it('stay what they are from release to release', () => {
    expect(school.documentId('0'.repeat(32))).toBe('1b650c3f8340c074fbece41ed9854670');
  });

  it('never meet: by record, school or installation, nor with a pseudonym', () => {
    const names = [
      recordKey,
      school.documentId(recordKey),
      school.documentId(school.documentId(recordKey)),
      school.documentId(new Pseudonyms(master, 'A1').recordKey('contact', 'A78')),
      idsOf('A2').documentId(recordKey),
      idsOf('A1', Buffer.alloc(32, 2)).documentId(recordKey),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  it('are the same for more records than are remembered, in whatever order they are asked for', () => {
    const keys = Array.from({ length: 25_000 }, (_, n) => n.toString(16).padStart(32, '0'));
    const first = keys.map((key) => school.documentId(key));
    const again = [...keys].reverse().map((key) => school.documentId(key));
    expect(again.reverse()).toEqual(first);
    expect(new Set(first).size).toBe(keys.length);
  });
});
