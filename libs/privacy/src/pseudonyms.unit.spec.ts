import { describe, expect, it } from '@jest/globals';
import { Pseudonyms } from './pseudonyms.js';

const master = Buffer.alloc(32, 1);

describe('pseudonyms', () => {
  const school = new Pseudonyms(master, 'A1');

  it('are 128 bits in hex and the same each time', () => {
    expect(school.recordKey('contact', 'A77')).toMatch(/^[0-9a-f]{32}$/);
    expect(new Pseudonyms(master, 'A1').recordKey('contact', 'A77')).toBe(school.recordKey('contact', 'A77'));
  });

  it('never meet: by school, kind, id, purpose or installation', () => {
    const names = [
      school.recordKey('contact', 'A77'),
      school.recordKey('student', 'A77'),
      school.recordKey('contact', 'A78'),
      school.personKey('A77'),
      school.categoryKey('A77'),
      new Pseudonyms(master, 'A2').recordKey('contact', 'A77'),
      new Pseudonyms(Buffer.alloc(32, 2), 'A1').recordKey('contact', 'A77'),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  it('cannot run into each other where one text ends and the next begins', () => {
    expect(school.recordKey('class', '1:x')).not.toBe(school.recordKey('class', '11:x'));
  });
});
