import { describe, expect, it } from '@jest/globals';
import { digestOfKeys } from './digest-of-keys.js';

const [A, B] = ['a'.repeat(32), 'b'.repeat(32)];

describe('the digest of the keys that were sent', () => {
  it('is SHA-256 over the sorted keys', () => {
    // printf '' | sha256sum, and of 32 "a" followed by 32 "b"
    expect(digestOfKeys([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(digestOfKeys([B, A])).toBe('fdd2a64d014f2c406d2ece67c23212a92b356314f4deb42b24c395296ee304d2');
  });

  it('is the same in whatever order they came, and another when one is missing', () => {
    expect(digestOfKeys(new Set([B, A]))).toBe(digestOfKeys([A, B]));
    expect(digestOfKeys([A, B, A])).toBe(digestOfKeys([A, B]));
    expect(digestOfKeys([A])).not.toBe(digestOfKeys([A, B]));
  });
});
