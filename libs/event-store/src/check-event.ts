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
  checkJson(value, place);
}

/** An absent property may be written as undefined; an object with its own `toJSON` would be stored as something else. */
function checkJson(value: unknown, place: string): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return;
    case 'number':
      if (Number.isFinite(value)) return;
      break;
    case 'object':
      if (value === null) return;
      if (Array.isArray(value)) return value.forEach((item, index) => checkJson(item, `${place}[${index}]`));
      if (typeof (value as { toJSON?: unknown }).toJSON === 'function') break;
      for (const [name, item] of Object.entries(value)) {
        if (item !== undefined) checkJson(item, `${place}.${name}`);
      }
      return;
  }
  throw new InvalidEvent(`${place} is a value that JSON cannot carry (${typeof value}).`);
}
