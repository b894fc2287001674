import type { EventStoreDbSettings } from './settings.js';

export type Limits = Required<
  Pick<EventStoreDbSettings, 'maxAppendBytes' | 'appendsInFlight' | 'timeoutMs' | 'silenceMs'>
>;

/**
 * The append limit stays below the server's 1 MiB, which counts a little more than data, metadata and types. The
 * client has trouble near 4,000 appends in flight.
 */
export function limitsOf(settings: EventStoreDbSettings): Limits {
  const {
    maxAppendBytes = 1_000_000,
    appendsInFlight = 64,
    timeoutMs = 10_000,
    silenceMs = 60_000,
  } = settings;
  return { maxAppendBytes, appendsInFlight, timeoutMs, silenceMs };
}
