import type { JsonObject, RecordedEvent } from './event-store.port.js';
import { EventDamaged } from './event-store.port.js';

/** Where an event stands, and what it is called. */
type Place = Omit<RecordedEvent, 'data' | 'metadata' | 'damaged'>;

/** The event with what a store holds of it, as it was parsed; one of which either part is no object is damaged. */
export function recorded(place: Place, data: unknown, metadata: unknown): RecordedEvent {
  if (!isObject(data) || !isObject(metadata)) return { ...place, data: {}, metadata: {}, damaged: true };
  const { stream, revision, position, id, type } = place;
  return { stream, revision, position, id, type, data, metadata };
}

/**
 * Events as the readers of their stream get them: those before one that is damaged first.
 *
 * @throws EventDamaged
 */
export function* whole(events: RecordedEvent[]): Iterable<RecordedEvent[]> {
  const at = events.findIndex(({ damaged }) => damaged);
  const damaged = events[at];
  if (!damaged) {
    if (events.length > 0) yield events;
    return;
  }
  if (at > 0) yield events.slice(0, at);
  throw new EventDamaged(damaged);
}

/** Bytes are what a client gives of an event that was not written as JSON. */
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
