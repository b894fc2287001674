import { describe, expect, it } from '@jest/globals';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import { ConfigurationError } from './configuration/configuration-error.js';
import { wordsOf } from './words-of.js';

class Ours extends Error {
  readonly code = 'OURS';
}

describe('the words of an error', () => {
  it('are told of the classes that are written for people', () => {
    expect(wordsOf(new ConfigurationError(['WONDE_URL is not set.']))).toBe('WONDE_URL is not set.');
    expect(wordsOf(new EventStoreUnavailable('It is away.'))).toBe('It is away.');
    expect(wordsOf(new Ours('Nobody else.'), [Ours])).toBe('Nobody else.');
  });

  it.each([
    ['another class', new Ours('Jane Doe')],
    ["Node.js's code", Object.assign(new TypeError('Jane Doe'), { code: 'ERR_INVALID_ARG_VALUE' })],
    ['the code of one of them', Object.assign(new Error('Jane Doe'), { code: 'EVENT_STORE_UNAVAILABLE' })],
    ['a text', 'Jane Doe'],
    ['nothing', undefined],
  ])('are not told of %s', (_, error) => {
    expect(wordsOf(error)).toBeUndefined();
  });
});
