/**
 * Tells the group that the consumer is alive while it works on a batch: a batch may take longer than the session.
 *
 * @param heartbeat sends one if the last is old enough.
 * @returns what the work gives, and whether a heartbeat was refused: then the group is changing or the broker is gone,
 * and nothing more of what was fetched should be begun.
 */
export async function withHeartbeats<T>(
  heartbeat: () => Promise<void>,
  everyMs: number,
  work: () => Promise<T>,
): Promise<{ result: T; refused: boolean }> {
  let refused = false;
  const timer = setInterval(() => {
    heartbeat().catch(() => (refused = true));
  }, everyMs);
  try {
    const result = await work();
    return { result, refused };
  } finally {
    clearInterval(timer);
  }
}
