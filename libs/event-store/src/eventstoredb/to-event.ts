import type { RecordedEvent as ClientEvent } from '@eventstore/db-client';
import type { JsonObject, RecordedEvent } from '../event-store.port.js';
import { toPosition } from './position.js';

export function toEvent(event: ClientEvent): RecordedEvent {
  return {
    stream: event.streamId,
    revision: Number(event.revision),
    position: toPosition(event.position),
    id: event.id,
    type: event.type,
    data: event.data as JsonObject,
    metadata: (event.metadata ?? {}) as JsonObject,
  };
}
