export interface Redelivery {
  random: () => number;
  /** How often any message is delivered at most, the first time included. */
  most: number;
  /** How many messages are delivered again after a batch, at most. */
  atOnce: number;
}

/**
 * A batch handler behind a bus that repeats itself: every message comes first in its place, and some come again, some
 * of them long after later ones, alone or with others, in order or not (design section 8.4).
 */
export function redelivering<M>(
  handle: (messages: M[]) => Promise<void>,
  { random, most, atOnce }: Redelivery,
): (messages: M[]) => Promise<void> {
  const past: { message: M; times: number }[] = [];
  return async (messages) => {
    await handle(messages);
    past.push(...messages.map((message) => ({ message, times: 1 })));
    const again = past.filter(({ times }) => times < most && random() < 0.5);
    while (again.length > atOnce) again.splice(Math.floor(random() * again.length), 1);
    if (random() < 0.5) again.sort(() => random() - 0.5);
    while (again.length > 0) {
      const batch = again.splice(0, 1 + Math.floor(random() * again.length));
      for (const delivery of batch) delivery.times += 1;
      await handle(batch.map(({ message }) => message));
    }
  };
}
