import { describe, expect, it } from '@jest/globals';
import { declaredEvents } from './declared-events.js';
import type { EventStore, NewEvent } from './event-store.port.js';

const event = (data: object): NewEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type: 'SyncRunFailed',
  data: { run: 7, code: 'DEADLINE_PASSED', message: 'Too late.', ...data },
  metadata: { schemaVersion: 1, actor: 'wonde-ingest', recordedAt: '2026-09-01T02:00:00.000Z' },
});

function declared() {
  const appended: NewEvent[] = [];
  const store = {
    append: async (_stream: string, _expected: unknown, events: readonly NewEvent[]) => {
      appended.push(...events);
      return { ok: true, revision: 0, position: '0' };
    },
  };
  return { store: declaredEvents(store as unknown as EventStore), appended };
}

describe('the event store as events are declared', () => {
  it('appends what is as it is declared', async () => {
    const { store, appended } = declared();
    expect(await store.append('sync-A1', 'no-stream', [event({})])).toMatchObject({ ok: true });
    expect(appended).toEqual([event({})]);
  });

  it('appends nothing of what holds one event that is not, and names no value', async () => {
    const { store, appended } = declared();
    const appending = store.append('sync-A1', 'no-stream', [event({}), event({ name: 'Ada Lovelace' })]);
    await expect(appending).rejects.toMatchObject({ code: 'EVENT_NOT_AS_DECLARED' });
    await expect(appending).rejects.not.toThrow('Lovelace');
    expect(appended).toEqual([]);
  });
});
