import { MessageBusUnavailable } from '@gatehouse/message-bus';
import { until } from '@gatehouse/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Full } from './health.js';
import { watchDeadLetters } from './watch-dead-letters.js';

const FULL: Full = { reason: 'dead-letters-full', topic: 'two.dead-letters' };

let counts: { [topic: string]: number | Error | 'NEVER' };
let health: { full: Full | undefined };
let log: string[];
let looks: number;
let unanswered: number;
let end: AbortController;
let watching: Promise<void>;
beforeEach(() => {
  counts = {};
  health = { full: undefined };
  log = [];
  looks = 0;
  unanswered = 0;
  end = new AbortController();
  const keep = (_fields: object, message: string) => void log.push(message);
  const count = async (topic: string) => {
    looks += 1;
    const answer = counts[topic] ?? 0;
    if (answer instanceof Error) throw answer;
    if (answer === 'NEVER') {
      unanswered += 1;
      return new Promise<number>(() => undefined);
    }
    return answer;
  };
  watching = watchDeadLetters({
    bus: { count },
    logger: { debug: keep, info: keep, warn: keep, error: keep },
    health,
    topics: ['one.dead-letters', 'two.dead-letters'],
    full: 5,
    everyMs: 1,
    signal: end.signal,
  });
});
afterEach(async () => {
  end.abort();
  await watching;
});

const lookedAgain = async () => {
  const before = looks;
  await until('it was looked twice more', () => looks >= before + 4);
};

describe('the watch on dead letters', () => {
  it('is content with fewer than are told', async () => {
    counts = { 'one.dead-letters': 4, 'two.dead-letters': 4, one: 5 };
    await lookedAgain();
    expect(health.full).toBeUndefined();
    expect(log).toEqual([]);
  });

  it('tells a topic that is full, once in the log, and that it is no more', async () => {
    counts = { 'two.dead-letters': 5 };
    await lookedAgain();
    expect(health.full).toEqual(FULL);
    counts = { 'two.dead-letters': 4 };
    await lookedAgain();
    expect(health.full).toBeUndefined();
    expect(log).toEqual(['Dead letters are full: see why records fail.', 'Dead letters are no longer full.']);
  });

  it('holds to what it saw while the bus does not answer', async () => {
    counts = { 'two.dead-letters': 5 };
    await lookedAgain();
    counts = { 'one.dead-letters': new MessageBusUnavailable('away') };
    await lookedAgain();
    expect(health.full).toEqual(FULL);
  });

  it('ends when told, without waiting for its next look', async () => {
    end.abort();
    await watching;
    expect(looks).toBeLessThanOrEqual(2);
  });

  it('ends when told, without waiting for a bus that does not answer', async () => {
    counts = { 'two.dead-letters': 'NEVER' };
    await until('it waits for an answer', () => unanswered === 1);
    end.abort();
    await watching;
    expect(log).toEqual([]);
  });
});
