/** One turn of each side, one right after the other. */
export interface TurnPair<T> {
  ours: T;
  theirs: T;
}

/**
 * Both sides turn and turn about, after a pair that does not count; who begins changes from pair to pair, so that a
 * machine that gets slower or faster meanwhile favours nobody.
 *
 * @param pairs how many count, at least 1.
 * @param onPair called after each pair that counts.
 */
export async function takeTurns<T>(
  pairs: number,
  ours: () => Promise<T>,
  theirs: () => Promise<T>,
  onPair: (pair: TurnPair<T>, n: number) => void = () => undefined,
): Promise<TurnPair<T>[]> {
  const taken: TurnPair<T>[] = [];
  for (let n = 0; n <= pairs; n += 1) {
    const pair = n % 2 === 0 ? await oursFirst(ours, theirs) : await theirsFirst(ours, theirs);
    if (n === 0) continue;
    taken.push(pair);
    onPair(pair, n);
  }
  return taken;
}

async function oursFirst<T>(ours: () => Promise<T>, theirs: () => Promise<T>): Promise<TurnPair<T>> {
  const first = await ours();
  return { ours: first, theirs: await theirs() };
}

async function theirsFirst<T>(ours: () => Promise<T>, theirs: () => Promise<T>): Promise<TurnPair<T>> {
  const first = await theirs();
  return { ours: await ours(), theirs: first };
}
