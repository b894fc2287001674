import type { NewEvent } from './event-store.port.js';
import { InvalidEvent } from './event-store.port.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Refuses what no store may be given, so that every adapter refuses the same. Messages name the place, never a value.
 *
 * @throws InvalidEvent
 */
export function checkEvents(events: readonly NewEvent[]): void {
  if (events.length === 0) throw new InvalidEvent('There is no event to append: append at least one.');
  events.forEach((event, index) => {
    if (!UUID.test(event.id)) throw new InvalidEvent(`Event ${index}: its id is no UUID.`);
    if (!event.type) throw new InvalidEvent(`Event ${index}: its type is empty.`);
    checkObject(event.data, `Event ${index}: data`);
    checkObject(event.metadata, `Event ${index}: metadata`);
  });
}

function checkObject(value: unknown, place: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidEvent(`${place} is no object.`);
  }
  const found = notJson(value);
  if (found) throw new InvalidEvent(`${place}${found.at} is a value that JSON cannot carry (${found.type}).`);
}

/**
 * Where in a value something stands that JSON cannot carry, if anything does. An absent property may be written as
 * undefined; an object with its own `toJSON` would be stored as something else.
 */
function notJson(value: unknown): { at: string; type: string } | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return undefined;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      const found = notJson(value[i]);
      if (found) return { ...found, at: `[${i}]${found.at}` };
    }
    return undefined;
  }
  const isPlain = typeof value === 'object' && !('toJSON' in value && typeof value.toJSON === 'function');
  if (!isPlain) return { at: '', type: typeof value };
  for (const [name, item] of Object.entries(value)) {
    const found = item === undefined ? undefined : notJson(item);
    if (found) return { ...found, at: `.${name}${found.at}` };
  }
  return undefined;
}
