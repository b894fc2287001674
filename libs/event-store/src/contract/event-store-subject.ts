import type { EventStore } from '../event-store.port.js';

/** What an adapter guarantees beyond the port's own text; the suite tests exactly what is declared. */
export interface EventStoreCapabilities {
  /** What was appended is there when the store is closed and opened again. */
  survivesReopen: boolean;
  /** Stores opened side by side on the same data see each other's appends, in reads, conflicts and subscriptions. */
  severalStores: boolean;
}

/** An adapter as the suite needs it. */
export interface EventStoreSubject {
  /** Opens a store; each call on the same data. */
  open(): Promise<EventStore>;
  /** A text without a dash that no other test uses: stream names of one test begin with it. */
  unique(): string;
  capabilities: EventStoreCapabilities;
}
