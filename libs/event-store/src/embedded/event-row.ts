import type { Position, RecordedEvent } from '../event-store.port.js';
import { recorded } from '../recorded.js';

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

/** An event as it is delivered to subscriptions: one that cannot be read is marked as damaged. */
export function toEvent(row: EventRow): RecordedEvent {
  const { stream, revision, id, type } = row;
  const place = { stream, revision, position: toPosition(row.position), id, type };
  return recorded(place, parsed(row.data), parsed(row.metadata));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
