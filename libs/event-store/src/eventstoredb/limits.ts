import { MAX_APPEND_BYTES } from '../append-parts.js';
import type { EventStoreDbSettings } from './settings.js';

export type Limits = Required<
  Pick<EventStoreDbSettings, 'maxAppendBytes' | 'appendsInFlight' | 'timeoutMs' | 'silenceMs'>
>;

/** The client has trouble near 4,000 appends in flight. */
export function limitsOf(settings: EventStoreDbSettings): Limits {
  const {
    maxAppendBytes = MAX_APPEND_BYTES,
    appendsInFlight = 64,
    timeoutMs = 10_000,
    silenceMs = 60_000,
  } = settings;
  return { maxAppendBytes, appendsInFlight, timeoutMs, silenceMs };
}
