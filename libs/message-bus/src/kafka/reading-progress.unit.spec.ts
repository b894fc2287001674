import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage } from '../message-bus.port.js';
import { ReadingProgress } from './reading-progress.js';

const kept = (partition: number, low: number, high: number) => ({
  partition,
  low: BigInt(low),
  high: BigInt(high),
});
const at = (...places: string[]): IncomingMessage[] =>
  places.map((place) => ({ topic: 't', key: 'A1', value: 1, headers: {}, id: `t/${place}` }));
const ids = (messages: readonly IncomingMessage[]) => messages.map(({ id }) => id);

describe('reading what a topic keeps', () => {
  it('has nothing to do where nothing is kept', () => {
    expect(new ReadingProgress([kept(0, 5, 5)]).isDone).toBe(true);
  });

  it('takes each message once, and none that came after the beginning', () => {
    const progress = new ReadingProgress([kept(0, 3, 6), kept(1, 0, 1)]);
    expect(ids(progress.take(at('0/3', '0/4', '1/0')))).toEqual(['t/0/3', 't/0/4', 't/1/0']);
    expect(progress.isDone).toBe(false);
    expect(ids(progress.take(at('0/4', '0/5', '0/6', '1/1', '2/0')))).toEqual(['t/0/5']);
    expect(progress.isDone).toBe(true);
  });

  it('is done when a later message shows that the rest is gone', () => {
    const progress = new ReadingProgress([kept(0, 3, 6)]);
    expect(progress.take(at('0/9'))).toEqual([]);
    expect(progress.isDone).toBe(true);
  });

  it('does not wait for what was deleted meanwhile', () => {
    const progress = new ReadingProgress([kept(0, 3, 6)]);
    progress.forget([kept(0, 5, 9)]);
    expect(progress.isDone).toBe(false);
    progress.forget([kept(0, 6, 9)]);
    expect(progress.isDone).toBe(true);
  });
});
