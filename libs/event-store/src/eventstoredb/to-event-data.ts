import type { EventData } from '@eventstore/db-client';
import { jsonEvent } from '@eventstore/db-client';
import type { NewEvent } from '../event-store.port.js';
import { AppendTooLarge } from '../event-store.port.js';

/**
 * The events as the client wants them.
 *
 * @throws AppendTooLarge when data, metadata and types together, counted as the server counts, are over `maxBytes`
 */
export function toEventData(events: readonly NewEvent[], maxBytes: number): EventData[] {
  let bytes = 0;
  const data = events.map(({ id, type, data, metadata }) => {
    bytes +=
      Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata)) + 2 * type.length;
    return jsonEvent({ id, type, data, metadata });
  });
  if (bytes > maxBytes) throw new AppendTooLarge(events.length, maxBytes);
  return data;
}
