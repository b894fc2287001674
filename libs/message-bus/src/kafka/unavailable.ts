import { MessageBusUnavailable } from '../message-bus.port.js';

/** What went wrong towards Kafka, as the port's own error. */
export function unavailable(what: string, error: unknown): MessageBusUnavailable {
  if (error instanceof MessageBusUnavailable) return error;
  const said = error instanceof Error ? error.message : String(error);
  return new MessageBusUnavailable(`${what}: ${said}`, { cause: error });
}
