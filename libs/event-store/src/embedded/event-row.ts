import type { JsonObject, Position, RecordedEvent } from '../event-store.port.js';

export interface EventRow {
  position: number;
  stream: string;
  revision: number;
  id: string;
  type: string;
  data: string;
  metadata: string;
}

export const EVENT_COLUMNS =
  'e.position, s.name AS stream, e.revision, e.id, e.type, e.data, e.metadata FROM events e JOIN streams s ON s.id = e.stream';

/** Twenty digits, so that positions compare as text. */
export function toPosition(position: number): Position {
  return String(position).padStart(20, '0');
}

export function toEvent(row: EventRow): RecordedEvent {
  return {
    stream: row.stream,
    revision: row.revision,
    position: toPosition(row.position),
    id: row.id,
    type: row.type,
    data: JSON.parse(row.data) as JsonObject,
    metadata: JSON.parse(row.metadata) as JsonObject,
  };
}
