import type { EventData, Position as LogPosition, RecordedEvent as ClientEvent } from '@eventstore/db-client';
import { jsonEvent } from '@eventstore/db-client';
import type { NewEvent, Position, RecordedEvent } from '../event-store.port.js';
import { EventStoreUnavailable } from '../event-store.port.js';
import { recorded } from '../recorded.js';
import { checkAppend } from '../append-parts.js';

/** A 64-bit number has up to 20 digits: padded, positions compare as text. */
const DIGITS = 20;

/** @throws EventStoreUnavailable when the server gave no position: servers before 22.6 give none for streams. */
export function toPosition(position: LogPosition | undefined): Position {
  if (!position)
    throw new EventStoreUnavailable('EventStoreDB gave an event without position: use server 22.6 or newer.');
  return [position.commit, position.prepare].map((part) => String(part).padStart(DIGITS, '0')).join('.');
}

export function toLogPosition(position: Position): LogPosition {
  const [commit = '', prepare = ''] = position.split('.');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

/** An event as it is delivered to subscriptions: one that cannot be read is marked as damaged. */
export const toEvent = (event: ClientEvent): RecordedEvent =>
  recorded(
    {
      stream: event.streamId,
      revision: Number(event.revision),
      position: toPosition(event.position),
      id: event.id,
      type: event.type,
    },
    event.data,
    event.metadata ?? {},
  );

/** The events as the client wants them. @throws AppendTooLarge when they are over `maxBytes` together */
export function toEventData(events: readonly NewEvent[], maxBytes: number): EventData[] {
  checkAppend(events, maxBytes);
  return events.map(({ id, type, data, metadata }) => jsonEvent({ id, type, data, metadata }));
}
