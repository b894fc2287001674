import { randomUUID } from 'node:crypto';
import type { AppendExpectedRevision, AppendResult } from '@eventstore/db-client';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import type { ExpectedRevision } from '@gatehouse/event-store';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import type { OpenContender } from '../../contenders/contender.js';
import { timed } from '../../contenders/timed.js';
import { inBatches } from '../in-batches.js';
import type { PlainEvent } from './some-events.js';
import { someEvents } from './some-events.js';

/** How events are appended: so many at once, to so many streams at once, each waiting for its last append. */
export interface AppendShape {
  batch: number;
  streams: number;
}

/** Appends through the adapter, with exact revisions. */
export const appendThroughAdapter =
  (shape: AppendShape): OpenContender =>
  async ({ address, amount }) => {
    const store = openEventStoreDb({ connection: address, insecure: true });
    const appendAll = async (batches: readonly PlainEvent[][]) => {
      const stream = `bench-${randomUUID()}`;
      let expected: ExpectedRevision = 'no-stream';
      for (const batch of batches) {
        const appended = await store.append(stream, expected, batch);
        if (!appended.ok) throw new Error('A stream that nobody else writes had another revision.');
        expected = appended.revision;
      }
    };
    return { turn: () => appendTurn(shape, amount, appendAll), close: () => store.close() };
  };

/** The same with the client alone. */
export const appendBare =
  (shape: AppendShape): OpenContender =>
  async ({ address, amount }) => {
    const client = EventStoreDBClient.connectionString(address);
    const appendAll = async (batches: readonly PlainEvent[][]) => {
      const stream = `bench-${randomUUID()}`;
      let expectedRevision: AppendExpectedRevision = NO_STREAM;
      for (const batch of batches) {
        const events = batch.map(({ id, type, data, metadata }) => jsonEvent({ id, type, data, metadata }));
        const appended: AppendResult = await client.appendToStream(stream, events, { expectedRevision });
        expectedRevision = appended.nextExpectedRevision;
      }
    };
    return { turn: () => appendTurn(shape, amount, appendAll), close: () => client.dispose() };
  };

async function appendTurn(
  { batch, streams }: AppendShape,
  amount: number,
  appendAll: (batches: readonly PlainEvent[][]) => Promise<void>,
) {
  const work = inBatches(someEvents(amount), amount / streams).map((events) => inBatches(events, batch));
  return timed(() => Promise.all(work.map(appendAll)));
}
