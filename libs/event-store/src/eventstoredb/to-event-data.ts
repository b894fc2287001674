import type { EventData } from '@eventstore/db-client';
import { jsonEvent } from '@eventstore/db-client';
import { checkAppend } from '../append-parts.js';
import type { NewEvent } from '../event-store.port.js';

/** The events as the client wants them. @throws AppendTooLarge when they are over `maxBytes` together */
export function toEventData(events: readonly NewEvent[], maxBytes: number): EventData[] {
  checkAppend(events, maxBytes);
  return events.map(({ id, type, data, metadata }) => jsonEvent({ id, type, data, metadata }));
}
