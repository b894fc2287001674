import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import { until } from '@gatehouse/testing';
import { Dying } from './dying.js';
import type { EngineName } from './engines/engine-pings.js';

let told: unknown[];
let answers: { others: boolean; us: boolean };
let asked: number;
let stopped: AbortController;
beforeEach(() => {
  told = [];
  answers = { others: false, us: false };
  asked = 0;
  stopped = new AbortController();
});
afterEach(() => stopped.abort());

const dying = (readyOn?: readonly EngineName[]) =>
  new Dying({
    logger: { error: () => undefined },
    health: {
      hasDied: (_, { staysReady }) => void told.push(staysReady ? 'died, ready' : 'died'),
      turnRed: (why) => void told.push(why),
    },
    end: { ask: (code) => void told.push(code) },
    readyOn,
    answersOthers: async () => {
      asked += 1;
      return answers.others;
    },
    answersUs: async () => answers.us,
    signal: stopped.signal,
  });

const failed = (error: string) => ({ reason: 'failed', service: 'contact-filter', error });

describe('a process ends', () => {
  it('at once by what is no engine, not ready first', () => {
    dying().hasDied('contact-filter', new TypeError('Jane Doe'));
    expect(told).toEqual([failed('TypeError'), 1]);
  });

  it('by a lost subscription once the event store answers others, and not before', async () => {
    const ending = dying();
    ending.hasDied('contact-filter', new EventStoreUnavailable('away'));
    ending.hasDied('contact-filter', new EventStoreUnavailable('away'));
    expect(told).toEqual(['died', 'died']);
    await until('it was asked', () => asked === 1);
    answers.others = true;
    await until('it ends', () => told.length === 4, { withinMs: 20_000 });
    expect(told.slice(2)).toEqual([failed('EVENT_STORE_UNAVAILABLE'), 1]);
  });

  it('ready until then where it serves without that engine', () => {
    dying(['read-models']).hasDied('cms-projector', new EventStoreUnavailable('away'));
    expect(told).toEqual(['died, ready']);
  });

  it('by a connection without answers only where others are answered', async () => {
    const ending = dying();
    await ending.isUnanswered('contact-filter', 'key-store');
    answers = { others: true, us: true };
    await ending.isUnanswered('contact-filter', 'key-store');
    expect(told).toEqual([]);
    answers = { others: true, us: false };
    await ending.isUnanswered('contact-filter', 'key-store');
    expect(told).toEqual([failed('ENGINE_CONNECTION_LOST'), 1]);
  });

  it('by nothing of this once it has stopped', async () => {
    const ending = dying();
    stopped.abort();
    answers.others = true;
    ending.hasDied('contact-filter', new TypeError());
    await ending.isUnanswered('contact-filter', 'key-store');
    expect(told).toEqual([]);
  });
});
