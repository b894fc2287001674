import { describe, expect, it } from '@jest/globals';
import { errorClass } from './error-class.js';

const withFields = (fields: object) => Object.assign(new TypeError('Jane Doe'), fields);

describe('what may be said of an error', () => {
  it.each([
    ['its code', withFields({ code: 'ERR_INVALID_ARG_TYPE' }), 'ERR_INVALID_ARG_TYPE'],
    ['its class without one', withFields({}), 'TypeError'],
    ['its class beside a code that is a number', withFields({ code: 11000 }), 'TypeError'],
    ['its class beside a code that is a sentence', withFields({ code: 'Jane Doe is 7' }), 'TypeError'],
    ['its class beside a code without end', withFields({ code: 'A'.repeat(65) }), 'TypeError'],
    ['its class beside an address as code', withFields({ code: 'jane@doe.example' }), 'TypeError'],
    ['Error, when neither looks like code', withFields({ code: '', name: 'Jane Doe' }), 'Error'],
    ['Error, when its name is none', withFields({ name: { toString: () => 'Jane' } }), 'Error'],
    ['Error, when it hides a line', withFields({ name: 'Type\nError' }), 'Error'],
    ['the type of what is no error', 'Jane Doe', 'string'],
    ['the type of nothing', undefined, 'undefined'],
    ['the type of an object', { name: 'Jane', code: 'JANE' }, 'object'],
  ])('is %s', (_, error, told) => {
    expect(errorClass(error)).toBe(told);
  });

  it('is Error, whatever throws when it is asked', () => {
    const hostile = () => {
      throw new Error('Jane Doe');
    };
    expect(errorClass(Object.defineProperty(new Error(), 'code', { get: hostile }))).toBe('Error');
    expect(errorClass(new Proxy(new Error(), { get: hostile, getPrototypeOf: hostile }))).toBe('Error');
  });
});
