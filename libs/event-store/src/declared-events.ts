import { definitionOf, inTodaysForm, undeclared } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from './event-store.port.js';

/** A writer gives an event that is not as it is declared. Nothing was appended. */
export class EventNotAsDeclared extends Error {
  readonly code = 'EVENT_NOT_AS_DECLARED';
  constructor(stream: string, type: string, field: string) {
    super(
      `${type} in ${stream} is not as it is declared (${field}), so it was not recorded. This is a fault of Gatehouse: ` +
        'tell its developers.',
    );
    this.name = 'EventNotAsDeclared';
  }
}

/** The engines with their event store as `declaredEvents` has it. */
export const onDeclaredEvents = <E extends { eventStore: EventStore }>(engines: E): E => ({
  ...engines,
  eventStore: declaredEvents(engines.eventStore),
});

/**
 * The event store as our events are declared (`libs/schemas`): what is appended is checked against its declaration once, here,
 * so that no field gets into the history of which nobody has said whether it is personal; and whoever reads gets each
 * event in today's form, whichever version recorded it. Appending throws EventNotAsDeclared beside what the store throws.
 */
export function declaredEvents(store: EventStore): EventStore {
  const inForm = (event: RecordedEvent) => {
    const definition = definitionOf(event.stream, event.type);
    return definition ? inTodaysForm(definition, event) : event;
  };
  return {
    append: async (stream, expected, events) => {
      for (const event of events) {
        const field = undeclared(stream, event);
        if (field !== undefined) throw new EventNotAsDeclared(stream, event.type, field);
      }
      return store.append(stream, expected, events);
    },
    async *read(stream, options) {
      for await (const events of store.read(stream, options)) yield events.map(inForm);
    },
    readLast: async (stream) => {
      const last = await store.readLast(stream);
      return last && inForm(last);
    },
    subscribe: (options) =>
      store.subscribe({
        ...options,
        onBatch: (events, checkpoint) => options.onBatch(events.map(inForm), checkpoint),
      }),
    lastPosition: (prefixes) => store.lastPosition(prefixes),
    close: () => store.close(),
  };
}
