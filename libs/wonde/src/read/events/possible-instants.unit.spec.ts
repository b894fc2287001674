import { describe, expect, it } from '@jest/globals';
import { possibleInstants } from './possible-instants.js';

const at = (text: string) => Date.parse(text);

describe('the instants that a moment may mean', () => {
  it.each([
    ['2026-06-01T08:00:00Z'],
    ['2026-06-01T09:00:00+01:00'],
    ['2026-06-01 09:00:00.000000 +01:00'],
    ['20260601T080000Z'],
    [{ date: '2026-06-01 09:00:00.000000', timezone_type: 3, timezone: 'Europe/London' }],
    [{ date: '2026-06-01 08:00:00', timezone: 'UTC' }],
    [{ date: '2026-06-01 08:00', timezone: 'z' }],
    [{ date: '2026-06-01T10:00:00', timezone_type: 1, timezone: '+02:00' }],
    [{ date: '2026-06-01T08:00:00Z', timezone: 'Europe/London' }],
    [{ date: '2026-06-01 08:00', timezone: 'GMT' }],
    ['2026-06-01 08:00:00 UTC'],
    [{ date: '2026-06-01 09:00', timezone: 'europe/london' }],
    [{ date: '2026-06-01 09:00', timezone: 'GB' }],
  ])('are one where the zone is said: %j', (moment) => {
    expect(possibleInstants(moment)).toEqual([at('2026-06-01T08:00:00Z')]);
  });

  it.each([['2026-06-01T09:00'], ['2026-06-01 09:00:00'], [{ date: '2026-06-01 09:00', timezone: 'BST' }]])(
    'are two in summer where it is not: %j',
    (moment) => {
      expect(possibleInstants(moment)).toEqual([at('2026-06-01T09:00:00Z'), at('2026-06-01T08:00:00Z')]);
    },
  );

  it('are one in winter, and midnight of a day', () => {
    expect(possibleInstants('2026-01-05')).toEqual([at('2026-01-05T00:00:00Z')]);
    expect(possibleInstants('2026-06-01')).toContain(at('2026-05-31T23:00:00Z'));
  });

  it.each([
    [null],
    [''],
    ['Monday'],
    ['2026-13-45'],
    [5],
    [true],
    [{}],
    [{ date: 5, timezone: 'UTC' }],
    [{ date: '2026-06-01', timezone: 'W. Europe Standard Time' }],
    [{ date: '2026-06-01', timezone: 'AEST' }],
    [[]],
  ])('are none of what is no time: %j', (moment) => {
    expect(possibleInstants(moment)).toEqual([]);
  });
});
