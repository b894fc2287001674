import { randomUUID } from 'node:crypto';
import { newDataFile } from '@gatehouse/sqlite/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEmbeddedEventStore } from './embedded/embedded-event-store.js';
import type { NewEvent, RecordedEvent } from './event-store.port.js';
import { appendAgreed, eventAt, expectedAfter, foldStream } from './streams.js';

const STREAM = 'numbers-a';
/** More than a store gives at once. */
const MANY = 1_200;

let store: ReturnType<typeof openEmbeddedEventStore>;
beforeEach(() => void (store = openEmbeddedEventStore(newDataFile())));
afterEach(() => store.close());

const number = (n: number): NewEvent => ({ id: randomUUID(), type: 'Number', data: { n }, metadata: {} });
const sum = (state: number, { data }: RecordedEvent) => state + Number(data['n']);
const folded = () => foldStream(store, STREAM, sum, 0);
const append = async (...events: NewEvent[]) =>
  store.append(STREAM, expectedAfter((await folded()).revision), events);

describe('a stream', () => {
  it('is folded from its first event to its last, with the revision of that', async () => {
    expect(await folded()).toEqual({ state: 0, revision: -1 });
    await append(number(5));
    expect(await folded()).toEqual({ state: 5, revision: 0 });
    await append(...Array.from({ length: MANY }, () => number(1)));
    expect(await folded()).toEqual({ state: 5 + MANY, revision: MANY });
  });

  it('has an event at each place before its end', async () => {
    await append(number(5), number(6));
    expect((await eventAt(store, STREAM, 1))?.data).toEqual({ n: 6 });
    expect(await eventAt(store, STREAM, 2)).toBeUndefined();
    expect(await eventAt(store, 'numbers-b', 0)).toBeUndefined();
  });
});

describe('appending what is agreed', () => {
  it('decides again on what somebody else appended in between', async () => {
    const seen: number[] = [];
    const revision = await appendAgreed(store, STREAM, async () => {
      const { state, revision: last } = await folded();
      seen.push(state);
      // Two others are quicker.
      if (seen.length <= 2) await append(number(10));
      return { revision: last, events: [number(state + 1)] };
    });
    expect(seen).toEqual([0, 10, 20]);
    expect(revision).toBe(2);
    expect((await folded()).state).toBe(41);
  });

  it('does not go on for ever where the store refuses, and shows nothing new', async () => {
    await append(number(1));
    let tries = 0;
    const behind = appendAgreed(store, STREAM, async () => {
      tries += 1;
      return { revision: -1, events: [number(2)] };
    });
    await expect(behind).rejects.toMatchObject({ code: 'STREAM_CONTRADICTS' });
    expect(tries).toBeLessThan(20);
  });

  it('appends nothing where nothing is to be said, and gives the end of the stream', async () => {
    await append(number(1));
    const nothing = async () => ({ revision: (await folded()).revision, events: [] });
    expect(await appendAgreed(store, STREAM, nothing)).toBe(0);
    expect((await folded()).revision).toBe(0);
  });
});
