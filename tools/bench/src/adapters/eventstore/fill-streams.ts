import { randomUUID } from 'node:crypto';
import type { ExpectedRevision } from '@gatehouse/event-store';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { inBatches } from '../in-batches.js';
import { someEvents } from './some-events.js';

const STREAMS = 4;
const BATCH = 500;

/** The names of the streams that begin with the place. */
export const streamsOf = (place: string) => Array.from({ length: STREAMS }, (_, n) => `${place}-${n}`);

/** Fills four streams with the events that are read. Gives what their names begin with. */
export async function fillStreams(address: string, amount: number): Promise<string> {
  const place = `read-${randomUUID()}`;
  const store = openEventStoreDb({ connection: address, insecure: true });
  try {
    const parts = inBatches(someEvents(amount), amount / STREAMS);
    await Promise.all(
      parts.map(async (events, n) => {
        let expected: ExpectedRevision = 'no-stream';
        for (const batch of inBatches(events, BATCH)) {
          const appended = await store.append(`${place}-${n}`, expected, batch);
          if (!appended.ok) throw new Error('A stream that nobody else writes had another revision.');
          expected = appended.revision;
        }
      }),
    );
    return place;
  } finally {
    await store.close();
  }
}
