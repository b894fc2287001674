const BLOCK = 100_000;
/** Coprime to the block, so that stepping by it visits every number of the block once, in an order that looks random. */
const STEP = 61_803;

/** Wonde ids of one school (`A` and ten digits): unique in the whole world, because each school has a block of its own. */
export function numberIds(seed: number, schoolIndex: number, skip: number): () => string {
  let position = skip - 1;
  const offset = Math.abs(Math.trunc(seed * 7919)) % BLOCK;
  return () => {
    position += 1;
    if (position >= BLOCK) {
      throw new Error('ID_BLOCK_EXHAUSTED: a school may hold 100,000 records at most; ask for fewer pupils.');
    }
    return `A${1_000_000_000 + schoolIndex * BLOCK + ((offset + position * STEP) % BLOCK)}`;
  };
}
