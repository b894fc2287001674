import type { Position, RecordedEvent } from '../event-store.port.js';
import { recorded } from '../recorded.js';

/**
 * `streams` knows the tail of each stream, so that an append looks at one row; `position` is the order of commits,
 * because SQLite lets one writer in at a time.
 */
export const eventStoreSchema = [
  `CREATE TABLE streams (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     revision INTEGER NOT NULL,
     position INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE events (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     stream INTEGER NOT NULL,
     revision INTEGER NOT NULL,
     id TEXT NOT NULL,
     type TEXT NOT NULL,
     data TEXT NOT NULL,
     metadata TEXT NOT NULL,
     UNIQUE (stream, revision)
   ) STRICT;`,
];

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
