import { describe, expect, it } from '@jest/globals';
import { drawRandom } from './aead.js';

describe('drawing random bytes', () => {
  it('never gives the same bytes twice, also across refills of the pool', () => {
    const drawn = Array.from({ length: 5_000 }, (_, i) => drawRandom(i % 2 === 0 ? 12 : 32).toString('hex'));
    expect(new Set(drawn).size).toBe(5_000);
    expect(drawn.every((hex, i) => hex.length === (i % 2 === 0 ? 24 : 64))).toBe(true);
    // A refill that was missed would show as zeros.
    expect(drawn.some((hex) => /^0+$/.test(hex))).toBe(false);
  });

  it('gives bytes that stay as they are', () => {
    const first = drawRandom(32);
    const before = first.toString('hex');
    for (let i = 0; i < 1_000; i += 1) drawRandom(32);
    expect(first.toString('hex')).toBe(before);
  });
});
