import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks until something is so.
 *
 * @param what says what is waited for; `seen` gives how far it has come, for the message.
 * @throws when it is not so within `withinMs`.
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { withinMs = 120_000, everyMs = 2, seen = (): unknown => undefined } = {},
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${withinMs} ms, last seen ${JSON.stringify(seen())}.`);
    }
    await pause(everyMs);
  }
}
