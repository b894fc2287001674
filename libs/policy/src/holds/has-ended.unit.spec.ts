import { expect, it } from '@jest/globals';
import { hasEnded } from './has-ended.js';

const NOW = new Date('2026-09-10T01:00:00.000Z');

it.each<[string, { [field: string]: unknown }, boolean]>([
  ['the day before yesterday', { end_at: '2026-09-08 23:59:59' }, true],
  ['yesterday, somewhere still today', { end_at: '2026-09-09 10:00:00' }, false],
  ['today', { end_at: '2026-09-10 00:00:00' }, false],
  ['an end as Wonde’s object', { end_at: { date: '2026-09-01 10:00:00.000000', timezone: 'UTC' } }, true],
  ['no end: by its start', { start_at: '2026-09-01', end_at: null }, true],
  ['a start in the past, an end to come', { start_at: '2026-09-01', end_at: '2026-09-20' }, false],
  ['nothing that can be read', { end_at: 'soon', start_at: 17 }, false],
  ['a day that is none', { end_at: '2026-99-99' }, false],
])('%s', (_, event, ended) => {
  expect(hasEnded(event, NOW)).toBe(ended);
});
