import { describe, expect, it } from '@jest/globals';
import type { EventStore, NewEvent } from '@gatehouse/event-store';
import { appendSyncEvent } from './append-sync-event.js';

const NOW = new Date('2026-09-01T08:00:00.000Z');
const begun = { type: 'SyncRunStarted', data: { instance: 'one' } } as const;

describe('an event of a run', () => {
  it('has an id that no other process gives to its own, so that only one of them begins the run', async () => {
    const appended: NewEvent[] = [];
    const store = {
      append: async (_: string, __: unknown, events: readonly NewEvent[]) => {
        appended.push(...events);
        return { ok: true, revision: 3 };
      },
    } as unknown as EventStore;
    for (let process = 0; process < 2; process += 1) await appendSyncEvent(store, 'S1', 2, begun, NOW);
    expect(new Set(appended.map(({ id }) => id)).size).toBe(2);
  });
});
