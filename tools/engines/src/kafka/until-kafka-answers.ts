import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Asks which requests the broker knows (`ApiVersions`, version 0): length, 18, 0, a number for the answer, no name. */
const REQUEST = Buffer.from('0000000a0012000000000001ffff', 'hex');
const ANSWERS_WITHIN_MS = 2_000;

/**
 * Waits until a broker answers at `host:port`. That something listens says little where containers are: their runtime
 * listens for them, and hangs up while the server inside is not ready.
 *
 * @throws when none does within `withinMs`.
 */
export async function untilKafkaAnswers(address: string, { withinMs = 60_000 } = {}): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await answers(address))) {
    if (Date.now() > end) throw new Error(`no broker answers at ${address} within ${withinMs} ms`);
    await pause(50);
  }
}

async function answers(address: string): Promise<boolean> {
  const [host, port] = address.split(/:(?=\d+$)/);
  const socket = connect(Number(port), host);
  // What goes wrong closes it, too.
  socket.on('error', () => undefined).setTimeout(ANSWERS_WITHIN_MS, () => socket.destroy());
  try {
    socket.write(REQUEST);
    return await Promise.race([once(socket, 'data').then(() => true), closed(socket)]);
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const closed = (socket: Socket) =>
  new Promise<false>((resolve) => socket.once('close', () => resolve(false)));
