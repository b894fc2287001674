import { describe, expect, it } from '@jest/globals';
import { redelivering } from './redelivering.js';
import { seededRandom } from './seeded-random.js';

async function deliveredWith(seed: number) {
  const delivered: number[] = [];
  const handle = redelivering<number>(async (messages) => void delivered.push(...messages), {
    random: seededRandom(seed),
    most: 3,
    atOnce: 10,
  });
  for (let first = 0; first < 40; first += 4) await handle([first, first + 1, first + 2, first + 3]);
  return delivered;
}

describe('redelivery', () => {
  it('keeps the order of first deliveries and loses nothing', async () => {
    const delivered = await deliveredWith(1);
    expect([...new Set(delivered)]).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  it('repeats messages, also after later ones, and none more often than it may', async () => {
    const delivered = await deliveredWith(1);
    const times = (n: number) => delivered.filter((m) => m === n).length;
    expect(Math.max(...delivered.map(times))).toBe(3);
    expect(delivered.lastIndexOf(0)).toBeGreaterThan(delivered.indexOf(4));
  });

  it('does the same for the same seed, and something else for another', async () => {
    expect(await deliveredWith(7)).toEqual(await deliveredWith(7));
    expect(await deliveredWith(7)).not.toEqual(await deliveredWith(8));
  });
});
