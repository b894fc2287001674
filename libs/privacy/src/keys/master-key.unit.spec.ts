import { describe, expect, it } from '@jest/globals';
import { isStrongApiKey } from './api-key.js';
import { parseMasterKey } from './master-key.js';

const GOOD = '0123456789abcdef'.repeat(4);

describe('the master key', () => {
  it.each([GOOD, `  ${GOOD}\n`, GOOD.toUpperCase(), `${'0'.repeat(63)}1`, '01'.repeat(31) + '02'])(
    'is taken: %j',
    (text) => {
      expect(parseMasterKey(text).toString('hex')).toBe(text.trim().toLowerCase());
    },
  );

  it('is refused, with how to make one, when it is all zeros', () => {
    const zeros = '0'.repeat(64);
    const parsing = () => parseMasterKey(`${zeros}\n`);
    expect(parsing).toThrow(expect.objectContaining({ code: 'MASTER_KEY_WEAK' }));
    expect(parsing).toThrow(/openssl rand -hex 32/);
    expect(parsing).not.toThrow(new RegExp(zeros));
  });

  it.each(['', 'short', `${GOOD}0`, 'g'.repeat(64)])('is refused when it is none: %j', (text) => {
    expect(() => parseMasterKey(text)).toThrow(expect.objectContaining({ code: 'MASTER_KEY_UNREADABLE' }));
  });
});

describe('a key of the CMS API', () => {
  it.each([
    ['x', false],
    ['', false],
    ['a-key-of-only-31-characters-long', true],
    ['a-key-of-only-31-characters-lon', false],
    ['a key with spaces, however long it may be', false],
    ['é'.repeat(20) + 'abcdefghijklmnopqrstuvwxyz', false],
    [GOOD, true],
  ])('%j is strong: %s', (key, isStrong) => {
    expect(isStrongApiKey(key)).toBe(isStrong);
  });
});
