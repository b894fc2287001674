import { describe, expect, it } from '@jest/globals';
import { splitList } from './split-list.js';

describe('a list on the command line', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a,b,a', ['a', 'b']],
    ['School trip, Sports', ['School trip', ' Sports']],
    ['Trips\\, away,Sports', ['Trips, away', 'Sports']],
  ])('%j is %j', (text, entries) => expect(splitList('--list', text)).toEqual(entries));

  it.each([',', 'a,', ',a', 'a,,b', ' '])('refuses %j', (text) => {
    expect(() => splitList('--list', text)).toThrow('--list has an empty entry');
  });
});
