import { describe, expect, it } from '@jest/globals';
import { aSchool, event } from '../../testing/a-school.js';
import { given } from '../../testing/given.js';
import { standing } from '../../testing/standing.js';

const at = (day: string) => ({ date: `${day} 09:00:00.000000`, timezone_type: 3, timezone: 'Europe/London' });

describe('the calendar', () => {
  it('shows nothing that is said to be other than public, and nothing that was cancelled', () =>
    given(
      aSchool({
        events: [
          event('fair', { visibility: 'Everyone', status: 'confirmed' }),
          event('hidden', { hidden: true }),
          event('confidential', { visibility: 'Confidential' }),
          event('governors', { type: 'Governors only' }),
          event('off', { status: 'Cancelled' }),
          event('deleted', { deleted_at: at('2026-09-01') }),
        ],
      }),
      async ({ gate }) => {
        const found = (id: string) => standing(gate, 'mis-calendar', 'event', id);
        expect(await found('fair')).toBe('imported');
        for (const id of ['hidden', 'confidential', 'governors']) {
          expect(await found(id)).toBe('excluded: EVENT_NOT_PUBLIC');
        }
        for (const id of ['off', 'deleted']) expect(await found(id)).toBe('excluded: EVENT_CANCELLED');
      },
    ));

  it('shows the occurrences of a series that share an id, and says whether an event is all day', () =>
    given(
      aSchool({
        events: [
          event('choir', { start_at: at('2026-09-10') }),
          event('choir', { start_at: at('2026-09-17') }),
          event('fair', { all_day: true }),
        ],
      }),
      async ({ gate, when, last }) => {
        const days = async () =>
          (await gate.documents('mis-calendar', 'event'))
            .filter(({ name }) => name === 'Event choir')
            .map(({ start_at: start }) => (start as { date: string }).date.slice(0, 10))
            .sort();
        expect(await days()).toEqual(['2026-09-10', '2026-09-17']);
        expect(last().addOns['mis-calendar']?.kinds.event).toMatchObject({ imported: 3, excluded: 0 });
        const fair = (await gate.documents('mis-calendar', 'event')).find(
          ({ name }) => name === 'Event fair',
        );
        expect(fair).toMatchObject({ all_day: true });

        const again = await when();
        expect(again.addOns['mis-calendar']?.kinds.event).toMatchObject({ unchanged: 3, withdrawn: 0 });
      },
    ));
});
