import { Collector } from '@gatehouse/sqlite/testing';
import { describe, expect, it } from '@jest/globals';
import { Silence } from './silence.js';

const LIMIT_MS = 50;

/** A silence of which the test answers whether others are answered. */
function silent(answer: (asked: number) => boolean | Promise<boolean>) {
  const asked = new Collector<number>();
  const deaf = new Collector<string>();
  const silence = new Silence({
    limitMs: LIMIT_MS,
    isExcused: () => false,
    areOthersAnswered: async () => {
      asked.add(asked.seen.length + 1);
      return answer(asked.seen.length);
    },
    onDeaf: () => deaf.add('deaf'),
  });
  return { silence, asked, deaf };
}

describe('silence', () => {
  it('is deafness when others are answered at first, and a while later', async () => {
    const { silence, asked, deaf } = silent(() => true);
    await deaf.untilCount(1);
    silence.end();
    expect(asked.seen).toEqual([1, 2]);
  });

  it('says nothing for as long as nobody is answered, and begins when others are again', async () => {
    const { silence, asked, deaf } = silent((n) => n > 5);
    await deaf.untilCount(1);
    silence.end();
    expect(asked.seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('says nothing when others are answered at first and no more later', async () => {
    const { silence, asked, deaf } = silent((n) => n % 2 === 1);
    await asked.untilCount(6);
    silence.end();
    expect(deaf.seen).toEqual([]);
  });

  it('is over when something is heard while others are asked', async () => {
    const heard: { silence?: Silence } = {};
    const { silence, asked, deaf } = silent((n) => {
      if (n % 2 === 0) heard.silence?.break();
      return true;
    });
    heard.silence = silence;
    await asked.untilCount(6);
    silence.end();
    expect(deaf.seen).toEqual([]);
  });
});
