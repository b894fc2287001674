import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until something listens on `host:port`.
 *
 * @param hasEnded gives why waiting is in vain, as soon as it is.
 * @throws when nothing does within `withinMs`, or the server has ended.
 */
export async function untilAnswering(
  address: string,
  { withinMs = 60_000, hasEnded = (): string | undefined => undefined } = {},
): Promise<void> {
  const [host, port] = address.split(/:(?=\d+$)/);
  const end = Date.now() + withinMs;
  for (;;) {
    const socket = connect(Number(port), host);
    try {
      await once(socket, 'connect');
      return;
    } catch {
      const ended = hasEnded();
      if (ended) throw new Error(ended);
      if (Date.now() > end) throw new Error(`nothing listens on ${address} within ${withinMs} ms`);
      await pause(50);
    } finally {
      socket.destroy();
    }
  }
}
