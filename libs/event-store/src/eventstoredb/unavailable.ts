import { EventStoreUnavailable } from '../event-store.port.js';

/** Turns a failure of the client into the port's own error. The client's messages may be empty: its type then speaks. */
export function unavailable(error: unknown, what: string): EventStoreUnavailable {
  if (error instanceof EventStoreUnavailable) return error;
  const { type, message, name } = error as { type?: string; message?: string; name?: string };
  const said = [type ?? name ?? 'unknown error', message].filter(Boolean).join(': ');
  return new EventStoreUnavailable(`EventStoreDB did not ${what}: ${said}`, { cause: error });
}
