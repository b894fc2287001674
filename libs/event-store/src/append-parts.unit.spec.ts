import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { appendBytes, appendParts } from './append-parts.js';

const event = (text: string) => ({ id: randomUUID(), type: 'T', data: { text }, metadata: {} });
const sizes = (texts: string[], maxBytes: number) =>
  [...appendParts(texts.map(event), maxBytes)].map((part) => part.length);

describe('parts of an append', () => {
  const small = appendBytes(event('x'));

  it.each([
    { what: 'nothing', texts: [], parts: [] },
    { what: 'what just fits', texts: ['x', 'x'], parts: [2] },
    { what: 'one more than fits', texts: ['x', 'x', 'x'], parts: [2, 1] },
    { what: 'one that never fits, between others', texts: ['x', 'y'.repeat(99), 'x'], parts: [1, 1, 1] },
  ])('$what: $parts', ({ texts, parts }) => {
    expect(sizes(texts, 2 * small)).toEqual(parts);
  });

  it('keep the order and lose nothing', () => {
    const events = Array.from({ length: 50 }, (_, n) => event('x'.repeat(n)));
    expect([...appendParts(events, 200)].flat()).toEqual(events);
  });

  it('count bytes, not letters', () => {
    expect(appendBytes(event('\u00e9')) - appendBytes(event('e'))).toBe(1);
  });
});
