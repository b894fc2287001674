import type { RecordedEvent as ClientEvent } from '@eventstore/db-client';
import type { RecordedEvent } from '../event-store.port.js';
import { recorded } from '../recorded.js';
import { toPosition } from './position.js';

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
