import { MAX_APPEND_BYTES } from '../append-parts.js';
import type { EventStoreDbSettings } from './settings.js';

export type Limits = Required<
  Pick<EventStoreDbSettings, 'maxAppendBytes' | 'appendsInFlight' | 'timeoutMs' | 'silenceMs'>
> & {
  /** How long an append may wait for those before it, in milliseconds. */
  queueMs: number;
};

/**
 * Fifteen appends in flight fill the client's connection without waiting in its queue, whose failure, when the server
 * goes, would end the process.
 */
export function limitsOf(settings: EventStoreDbSettings): Limits {
  const {
    maxAppendBytes = MAX_APPEND_BYTES,
    appendsInFlight = 15,
    timeoutMs = 10_000,
    silenceMs = 60_000,
  } = settings;
  return { maxAppendBytes, appendsInFlight, timeoutMs, silenceMs, queueMs: 3 * timeoutMs };
}
