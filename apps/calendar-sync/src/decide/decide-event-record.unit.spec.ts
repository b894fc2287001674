import { describe, expect, it } from '@jest/globals';
import { eventFields } from './decide-event-record.js';

const start = { date: '2026-09-01 09:00:00.000000', timezone_type: 3, timezone: 'Europe/London' };

describe("an event's fields", () => {
  it('come under one name from whichever alias was delivered', () => {
    expect(eventFields({ title: 'Fair', start, end: null })).toEqual({
      name: 'Fair',
      start_at: start,
      end_at: null,
    });
  });

  it('take the first alias that has a value', () => {
    expect(eventFields({ name: null, title: 'Fair' })).toEqual({ name: 'Fair' });
    expect(eventFields({ name: '', title: 'Fair' })).toEqual({ name: 'Fair' });
    expect(eventFields({ name: 'A', title: 'B' })).toEqual({ name: 'A' });
  });

  it('keep what was delivered empty, and make up nothing that was not', () => {
    expect(eventFields({ name: null, description: null })).toEqual({ name: null, description: null });
    expect(eventFields({})).toEqual({});
  });
});
