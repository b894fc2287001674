import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreUnavailable } from '../event-store.port.js';

/** Asks again as a service does, until the store answers. @throws every other error; the last one when time is up */
export async function untilAnswers<T>(ask: () => Promise<T>, withinMs = 60_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable) || Date.now() > end) throw error;
      await pause(50);
    }
  }
}
