import { EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import type { OpenContender } from '../../contenders/contender.js';
import { timed } from '../../contenders/timed.js';

/** Follows all streams that begin with the place, from the beginning to the last event there is, through the adapter. */
export const subscribeThroughAdapter: OpenContender = async ({ address, amount, place }) => {
  const store = openEventStoreDb({ connection: address, insecure: true });
  const turn = async () => {
    let seen = 0;
    let stop: () => Promise<void> = async () => undefined;
    const taken = await timed(
      () =>
        new Promise<void>((resolve, reject) => {
          const subscription = store.subscribe({
            prefixes: [place],
            after: null,
            onBatch: async (events) => {
              seen += events.length;
              if (seen >= amount) resolve();
            },
          });
          subscription.ended.catch(reject);
          stop = () => subscription.stop();
        }),
    );
    await stop();
    return taken;
  };
  return { turn, close: () => store.close() };
};

/** The same with the client alone, with the same filter. */
export const subscribeBare: OpenContender = async ({ address, amount, place }) => {
  const client = EventStoreDBClient.connectionString(address);
  const turn = async () => {
    const filter = streamNameFilter({ prefixes: [place], checkpointInterval: 32 });
    let seen = 0;
    let stop: () => Promise<void> = async () => undefined;
    const taken = await timed(async () => {
      const subscription = client.subscribeToAll({ fromPosition: START, filter });
      stop = () => subscription.unsubscribe();
      for await (const { event } of subscription) {
        if (event) seen += 1;
        if (seen >= amount) break;
      }
    });
    await stop();
    return taken;
  };
  return { turn, close: () => client.dispose() };
};
