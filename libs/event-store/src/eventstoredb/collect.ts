import type { RecordedEvent as ClientEvent, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { StreamNotFoundError } from '@eventstore/db-client';
import { EventStoreUnavailable } from '../event-store.port.js';
import { unavailable } from './unavailable.js';

/**
 * All events of a read that has a `maxCount`; none when there is no such stream. Only reads that end by themselves:
 * leaving one early leaks it in the client, and the client's reads have no time limit.
 *
 * @throws EventStoreUnavailable also when the read takes longer than `limitMs`
 */
export async function collect(read: StreamingRead<ResolvedEvent>, limitMs: number): Promise<ClientEvent[]> {
  read.on('error', () => undefined);
  const timer = setTimeout(
    () => read.destroy(new EventStoreUnavailable(`EventStoreDB did not answer a read within ${limitMs} ms.`)),
    limitMs,
  );
  const events: ClientEvent[] = [];
  try {
    for await (const { event } of read) if (event) events.push(event);
    return events;
  } catch (error) {
    if (error instanceof StreamNotFoundError) return [];
    void read.cancel().catch(() => undefined);
    throw unavailable(error, 'answer a read');
  } finally {
    clearTimeout(timer);
  }
}
