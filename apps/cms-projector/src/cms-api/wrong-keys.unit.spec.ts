import { beforeEach, describe, expect, it } from '@jest/globals';
import { WrongKeys } from './wrong-keys.js';

let seconds: number;
let wrongKeys: WrongKeys;
beforeEach(() => {
  seconds = 0;
  wrongKeys = new WrongKeys(() => seconds * 1000);
});

const WRONG = { isTooMany: false };
const tooMany = (retryAfterSeconds: number, isNews = false) => ({
  isTooMany: true,
  retryAfterSeconds,
  isNews,
});
const times = (count: number, client = 'a') => Array.from({ length: count }, () => wrongKeys.came(client));

describe('wrong keys of one client', () => {
  it('are told to be wrong ten times in a minute, then to be too many, once for the log', () => {
    expect(times(10)).toEqual(Array(10).fill(WRONG));
    seconds = 20.5;
    expect(times(3)).toEqual([tooMany(40, true), tooMany(40), tooMany(40)]);
  });

  it('are told to be wrong again when the minute is over, and to be news again after another ten', () => {
    times(11);
    seconds = 59.9;
    expect(times(1)).toEqual([tooMany(1)]);
    seconds = 60;
    expect(times(11)).toEqual([...Array<object>(10).fill(WRONG), tooMany(60, true)]);
  });

  it('count by any minute, not by the minutes of a clock', () => {
    seconds = 50;
    times(9);
    seconds = 70;
    expect(times(2)).toEqual([WRONG, tooMany(40, true)]);
  });

  it('are news once a minute, also while they keep coming', () => {
    const news: number[] = [];
    for (; seconds < 180; seconds += 1) {
      for (const answer of times(5)) if (answer.isTooMany && answer.isNews) news.push(seconds);
    }
    expect(news).toHaveLength(3);
  });

  it('say nothing of another client', () => {
    times(20, 'a');
    expect(times(1, 'b')).toEqual([WRONG]);
  });

  it('are over when the clock was put back', () => {
    seconds = 1_000;
    times(11);
    seconds = 0;
    expect(times(11)).toEqual([...Array<object>(10).fill(WRONG), tooMany(60, true)]);
  });
});

describe('wrong keys of very many clients', () => {
  it('are remembered of the last ten thousand', () => {
    times(10, 'first');
    for (let n = 0; n < 20_000; n += 1) {
      wrongKeys.came(`client ${n}`);
      if (n % 5_000 === 0) wrongKeys.came('busy');
    }
    expect(wrongKeys.size).toBe(10_000);
    expect(times(1, 'first')).toEqual([WRONG]);
  });
});
