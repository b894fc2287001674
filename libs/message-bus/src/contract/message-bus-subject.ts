import type { MessageBus } from '../message-bus.port.js';

/** What an adapter guarantees beyond the port's own text; the suite tests exactly what is declared. */
export interface MessageBusCapabilities {
  /** Messages and the places of the groups are there when the bus is closed and opened again. */
  survivesReopen: boolean;
  /** Buses opened side by side on the same data carry each other's messages and share groups. */
  severalBuses: boolean;
  /** Of a call of `publish` that fails for one message, no message is kept. */
  atomicPublish: boolean;
  /** A consumer that stops leaves its work to another of its group that was waiting. */
  handsOver: boolean;
}

/** An adapter as the suite needs it. */
export interface MessageBusSubject {
  /** Opens a bus; each call on the same data. */
  open(): Promise<MessageBus>;
  /** A text that no other test uses, good for names of topics and groups. */
  unique(): string;
  capabilities: MessageBusCapabilities;
}
