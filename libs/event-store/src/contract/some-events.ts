import { randomUUID } from 'node:crypto';
import type { AppendResult, EventStore, NewEvent, RecordedEvent } from '../event-store.port.js';

export function someEvents(count: number, type = 'NoteTaken'): NewEvent[] {
  return Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    type,
    data: { n },
    metadata: { run: 1 },
  }));
}

export async function readAll(store: EventStore, stream: string, from?: number): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.read(stream, from === undefined ? {} : { from })) events.push(...batch);
  return events;
}

/** The accepted append; a conflict fails the test. */
export async function accepted(
  result: Promise<AppendResult>,
): Promise<{ revision: number; position: string }> {
  const value = await result;
  if (!value.ok) throw new Error(`Unexpected conflict: the stream is at ${value.conflict.actual}.`);
  return value;
}
