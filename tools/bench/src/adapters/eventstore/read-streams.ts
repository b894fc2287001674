import { EventStoreDBClient, START } from '@eventstore/db-client';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import type { OpenContender } from '../../contenders/contender.js';
import { timed } from '../../contenders/timed.js';
import { mustBeAll } from '../must-be-all.js';
import { streamsOf } from './fill-streams.js';

/** Reads streams from the first event to the last, one after the other, through the adapter. */
export const readThroughAdapter: OpenContender = async ({ address, amount, place }) => {
  const store = openEventStoreDb({ connection: address, insecure: true });
  const turn = () =>
    timed(async () => {
      let seen = 0;
      for (const stream of streamsOf(place)) {
        for await (const events of store.read(stream)) seen += events.length;
      }
      mustBeAll(seen, amount);
    });
  return { turn, close: () => store.close() };
};

/** The same with the client alone. */
export const readBare: OpenContender = async ({ address, amount, place }) => {
  const client = EventStoreDBClient.connectionString(address);
  const turn = () =>
    timed(async () => {
      let seen = 0;
      for (const stream of streamsOf(place)) {
        for await (const { event } of client.readStream(stream, { fromRevision: START }))
          if (event) seen += 1;
      }
      mustBeAll(seen, amount);
    });
  return { turn, close: () => client.dispose() };
};
