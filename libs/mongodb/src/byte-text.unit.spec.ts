import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromByteText, toByteText } from './byte-text.js';

const text = fc.string({ unit: 'binary' });

describe('byte text', () => {
  it('is in the order of the bytes, compared by UTF-16 units as well as by bytes', () => {
    const sign = (n: number) => Math.sign(n);
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [toByteText(one), toByteText(other)];
        const expected = sign(Buffer.compare(Buffer.from(one), Buffer.from(other)));
        expect(a < b ? -1 : a > b ? 1 : 0).toBe(expected);
        expect(sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))).toBe(expected);
      }),
    );
  });

  it('gives the text back, and leaves ASCII as it is', () => {
    fc.assert(fc.property(text, (given) => expect(fromByteText(toByteText(given))).toBe(given)));
    expect(toByteText('ledger-A1.parent-portal/09af')).toBe('ledger-A1.parent-portal/09af');
  });
});
