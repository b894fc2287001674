import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventStore, ExpectedRevision, JsonObject, NewEvent } from '@gatehouse/event-store';
import type { EventLog } from './event-log.js';

/** An append as it arrives. */
export interface Proposed {
  stream: string;
  expected: ExpectedRevision;
  events: NewEvent[];
  bytes: number;
}

export type Written =
  { revision: number; position: string | undefined } | { conflict: ExpectedRevision } | { tooLarge: number };

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

/** Adds the event and its size, counted as the server does. */
export function propose(to: Proposed, message: streams.BatchAppendReq.ProposedMessage): void {
  const type = message.getMetadataMap().get('type') ?? '';
  const [data, metadata] = [message.getData_asU8(), message.getCustomMetadata_asU8()];
  to.bytes += data.length + metadata.length + 2 * type.length;
  to.events.push({
    id: message.getId()?.getString() ?? '',
    type,
    data: JSON.parse(textOf(data)) as JsonObject,
    metadata: JSON.parse(textOf(metadata) || '{}') as JsonObject,
  });
}

/**
 * Writes as the server does: the same ids at the same place again are a success that names no position.
 *
 * @throws InvalidEvent for what no store may be given
 */
export async function writeEvents(
  store: EventStore,
  log: EventLog,
  { stream, expected, events, bytes }: Proposed,
  maxBytes: number,
): Promise<Written> {
  if (bytes > maxBytes) return { tooLarge: maxBytes };
  const result = await store.append(stream, expected, events);
  if (result.ok) {
    await log.until(result.position);
    return { revision: result.revision, position: result.position };
  }
  const first = expected === 'no-stream' ? 0 : expected + 1;
  const there = log.stream(stream).slice(first, first + events.length);
  if (there.length === events.length && there.every((event, n) => event.id === events[n]!.id)) {
    return { revision: first + events.length - 1, position: undefined };
  }
  return { conflict: result.conflict.actual };
}
