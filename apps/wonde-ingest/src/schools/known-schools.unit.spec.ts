import { describe, expect, it } from '@jest/globals';
import type { EventStore, SubscribeOptions } from '@gatehouse/event-store';
import { EventStoreRefused, EventStoreUnavailable } from '@gatehouse/event-store';
import type { ServiceHost } from '@gatehouse/service';
import { knownSchools } from '@gatehouse/service';
import type { WondeIngestOptions } from '../wonde-ingest.service.js';
import { WondeIngestService } from '../wonde-ingest.service.js';

/** A store that has streams, and from which nobody can follow them. */
function interrupting(error: EventStoreUnavailable) {
  const stopped = { times: 0 };
  const subscribe = ({ onInterrupted }: SubscribeOptions) => {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    setImmediate(() => onInterrupted?.(error));
    const stop = async () => {
      stopped.times += 1;
      end();
    };
    return { ended, stop };
  };
  const store = { lastPosition: async () => '1', subscribe } as Partial<EventStore> as EventStore;
  return { store, stopped };
}

describe('the schools that are known', () => {
  it('are not waited for while the event store is interrupted: whoever asked is told', async () => {
    const away = new EventStoreUnavailable('away');
    const { store, stopped } = interrupting(away);
    await expect(knownSchools(store)).rejects.toBe(away);
    expect(stopped.times).toBe(1);
  });

  it('cannot be synchronised then, which is a problem of the engine and no end of the service', async () => {
    const { store } = interrupting(new EventStoreRefused('EventStoreDB refuses it: grant it.'));
    const engines = { eventStore: store, keyStore: {}, masterKey: Buffer.alloc(32) };
    const service = new WondeIngestService(
      { engines } as unknown as ServiceHost,
      { schoolsAtOnce: 1 } as WondeIngestOptions,
    );
    expect(await service.syncAll()).toEqual({
      schools: [],
      problem: { code: 'EVENT_STORE_REFUSED', message: expect.stringContaining('grant it.') },
    });
  });
});
