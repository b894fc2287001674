import { setTimeout as pause } from 'node:timers/promises';
import type { MessageBus, OutgoingMessage } from './message-bus.port.js';
import { MessageBusUnavailable } from './message-bus.port.js';
import { redeliveryPause } from './redelivery-pause.js';

/**
 * Publishes as soon as the bus takes it, for whoever must not die of a bus that is away.
 *
 * @param onFailure told of each failure, with how many there were.
 * @throws MessageBusUnavailable once the signal is aborted; what else publishing throws.
 */
export async function publishUntilTaken(
  bus: Pick<MessageBus, 'publish'>,
  topic: string,
  messages: readonly OutgoingMessage[],
  signal: AbortSignal,
  onFailure?: (error: unknown, failures: number) => void,
): Promise<void> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await bus.publish(topic, messages);
    } catch (error) {
      if (!(error instanceof MessageBusUnavailable) || signal.aborted) throw error;
      onFailure?.(error, failures);
      await pause(redeliveryPause(failures), undefined, { signal }).catch(() => undefined);
    }
  }
}
