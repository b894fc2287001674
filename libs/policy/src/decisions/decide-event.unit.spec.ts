import { describe, expect, it } from '@jest/globals';
import type { EventRecord } from '@gatehouse/schemas';
import fc from 'fast-check';
import { decideEvent } from './decide-event.js';

const event = (more: Partial<EventRecord> = {}): EventRecord => ({
  kind: 'event',
  fields: { name: 'Sports day', start_at: { date: '2026-06-12 09:00:00', timezone: 'Europe/London' } },
  visibility: 'public',
  category: 'Trips',
  ...more,
});
const decide = (record: EventRecord, categories?: string[]) =>
  decideEvent({ record, settings: { categories } });
const imported = { outcome: 'imported' };
const out = (...reasons: string[]) => ({ outcome: 'excluded', reasons });

describe('events', () => {
  it('come in with a title and a start, whatever their category, until the school chooses', () => {
    expect(decide(event())).toEqual(imported);
    expect(decide(event({ category: undefined }))).toEqual(imported);
  });

  it.each([
    ['no title', { start_at: '2026-06-12' }],
    ['an empty title', { name: '', start_at: '2026-06-12' }],
    ['a title of null', { name: null, start_at: '2026-06-12' }],
    ['no start', { name: 'Sports day' }],
    ['a start of null', { name: 'Sports day', start_at: null }],
  ])('stay out with %s', (_, fields) => {
    expect(decide(event({ fields }))).toEqual(out('SOURCE_RECORD_INVALID'));
  });

  it('stay out when for staff or private', () => {
    expect(decide(event({ visibility: 'not-public' }))).toEqual(out('EVENT_NOT_PUBLIC'));
  });

  it('stay out when cancelled or deleted', () => {
    expect(decide(event({ cancelled: true }))).toEqual(out('EVENT_CANCELLED'));
  });

  it.each([
    ['one of them', 'Trips', imported],
    ['another', 'Clubs', out('EVENT_CATEGORY_NOT_CHOSEN')],
    ['other letter case', 'trips', out('EVENT_CATEGORY_NOT_CHOSEN')],
    ['none', undefined, out('EVENT_CATEGORY_NOT_CHOSEN')],
  ])('once categories are chosen, with %s', (_, category, decision) => {
    expect(decide(event({ category }), ['Trips', 'Concerts'])).toEqual(decision);
  });

  it('give every reason there is', () => {
    const record = event({ fields: {}, visibility: 'not-public', cancelled: true, conflicting: true });
    expect(decide(record, [])).toEqual(
      out(
        'DUPLICATE_SOURCE_RECORD',
        'EVENT_CANCELLED',
        'EVENT_CATEGORY_NOT_CHOSEN',
        'EVENT_NOT_PUBLIC',
        'SOURCE_RECORD_INVALID',
      ),
    );
  });

  it('never come in because fewer categories are chosen, or because they are marked', () => {
    const category = fc.constantFrom('Trips', 'Clubs', 'Concerts');
    const chosen = fc.option(fc.uniqueArray(category), { nil: undefined });
    fc.assert(
      fc.property(
        fc.option(category, { nil: undefined }),
        chosen,
        fc.func(fc.boolean()),
        (of, before, keeps) => {
          const after = (before ?? ['Trips', 'Clubs', 'Concerts']).filter((name) => keeps(name));
          if (decide(event({ category: of }), before).outcome === 'imported') return;
          expect(decide(event({ category: of }), after).outcome).toBe('excluded');
          expect(decide(event({ category: of, visibility: 'not-public' }), before).outcome).toBe('excluded');
        },
      ),
    );
  });
});
