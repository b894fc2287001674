import type { RecordedEvent as ClientEvent, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { StreamNotFoundError } from '@eventstore/db-client';
import { EventStoreUnavailable } from '../event-store.port.js';

/** A read took longer than it may: the connection may be dead without a word. */
export class ReadTimedOut extends EventStoreUnavailable {
  constructor(limitMs: number) {
    super(`EventStoreDB did not answer a read within ${limitMs} ms.`);
  }
}

/**
 * All events of a read that has a `maxCount`; none when there is no such stream. Only reads that end by themselves:
 * leaving one early leaks it in the client, and the client's reads have no time limit.
 *
 * @throws what the client throws; ReadTimedOut when the whole read takes longer than `limitMs`
 */
export async function collect(read: StreamingRead<ResolvedEvent>, limitMs: number): Promise<ClientEvent[]> {
  read.on('error', () => undefined);
  const timer = setTimeout(() => read.destroy(new ReadTimedOut(limitMs)), limitMs);
  const events: ClientEvent[] = [];
  try {
    for await (const { event } of read) if (event) events.push(event);
    return events;
  } catch (error) {
    if (error instanceof StreamNotFoundError) return [];
    void read.cancel().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
