import type { EventStore, Position, RecordedEvent } from '@gatehouse/event-store';
import { eventAt, orDamaged } from '@gatehouse/event-store';
import type { Tip } from './tips.js';

/** The last event that was projected, of whichever school, as it is remembered beside the checkpoint. */
export interface LastEvent extends Tip {
  stream: string;
}

export const lastEventOf = ({ stream, revision, id }: RecordedEvent): LastEvent => ({ stream, revision, id });

/**
 * Where the event stands in this event store; undefined where it does not have it: then it is another past, in which
 * positions mean something else.
 */
export async function positionOf(
  store: EventStore,
  { stream, revision, id }: LastEvent,
): Promise<Position | undefined> {
  const event = await orDamaged(eventAt(store, stream, revision));
  return event?.id === id ? event.position : undefined;
}
