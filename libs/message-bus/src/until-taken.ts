import { setTimeout as pause } from 'node:timers/promises';
import type { MessageBus, OutgoingMessage } from './message-bus.port.js';
import { MessageBusUnavailable } from './message-bus.port.js';

const FIRST_MS = 50;
const LONGEST_MS = 5_000;

/** How long to wait before a batch is given to its handler again, in milliseconds, after so many failures in a row. */
export function redeliveryPause(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
}

interface UntilTakenOptions {
  /** Once it is aborted, the next failure is thrown. */
  signal: AbortSignal;
  /** Whether what was thrown passes by itself; all else is thrown at once. */
  passes: (error: unknown) => boolean;
  /** Told of each failure that passes, with how many there were. */
  onFailure?: ((error: unknown, failures: number) => void) | undefined;
}

/**
 * Does the work again, with the pauses of the bus between, until it succeeds: for whoever must not die of an engine that is
 * away.
 *
 * @param work told how often it has failed.
 */
export async function untilTaken<T>(
  work: (failures: number) => Promise<T>,
  { signal, passes, onFailure }: UntilTakenOptions,
): Promise<T> {
  for (let failures = 0; ;) {
    try {
      return await work(failures);
    } catch (error) {
      if (!passes(error) || signal.aborted) throw error;
      failures += 1;
      onFailure?.(error, failures);
      await pause(redeliveryPause(failures), undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Publishes as soon as the bus takes it. @throws MessageBusUnavailable once the signal is aborted; what else publishing throws. */
export const publishUntilTaken = (
  bus: Pick<MessageBus, 'publish'>,
  topic: string,
  messages: readonly OutgoingMessage[],
  signal: AbortSignal,
  onFailure?: UntilTakenOptions['onFailure'],
): Promise<void> =>
  untilTaken(() => bus.publish(topic, messages), {
    signal,
    passes: (error) => error instanceof MessageBusUnavailable,
    onFailure,
  });
