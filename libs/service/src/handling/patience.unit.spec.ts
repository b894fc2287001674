import { EventStoreUnavailable } from '@gatehouse/event-store';
import { describe, expect, it } from '@jest/globals';
import { Patience } from './patience.js';

const LIMIT = 120_000;
const AWAY = new EventStoreUnavailable('away');
const BEHIND = Object.assign(new Error('behind'), { code: 'REGISTER_BEHIND' });

/** When messages that fail every five seconds are given up, in milliseconds; undefined when they are not in an hour. */
function givenUpAfter(error: Error, isAnswering: (now: number) => boolean): number | undefined {
  let now = 0;
  const patience = new Patience({ hasAnsweredSince: () => isAnswering(now) }, LIMIT);
  for (; now <= 3_600_000; now += 5_000) if (!patience.allows('A1', error, now)) return now;
  return undefined;
}

describe('messages that fail for something that is not their fault', () => {
  it('wait for an engine that is away as long as it takes', () => {
    expect(givenUpAfter(AWAY, () => false)).toBeUndefined();
  });

  it('do not wait for ever for an engine that answers everything else', () => {
    expect(givenUpAfter(AWAY, () => true)).toBe(LIMIT);
  });

  it('wait anew from when an engine was silent last', () => {
    expect(givenUpAfter(AWAY, (now) => now > 600_000)).toBe(600_000 + LIMIT);
  });

  it('do not wait for ever for somebody else', () => {
    expect(givenUpAfter(BEHIND, () => false)).toBe(LIMIT);
  });

  it('are not waited for at all where it is their fault', () => {
    expect(givenUpAfter(new TypeError('broken'), () => true)).toBe(0);
  });

  it('are waited for anew once they were handled, each school by itself', () => {
    const patience = new Patience({ hasAnsweredSince: () => true }, LIMIT);
    patience.allows('A1', BEHIND, 0);
    patience.ends('A1');
    expect(patience.allows('A1', BEHIND, LIMIT)).toBe(true);
    expect(patience.allows('A2', BEHIND, LIMIT)).toBe(true);
    expect(patience.allows('A1', BEHIND, 2 * LIMIT)).toBe(false);
  });
});
