import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { interruptionsOf, Stalls } from './stalls.js';

const NOON = Date.parse('2026-09-01T12:00:00.000Z');
const at = (seconds: number) => new Date(NOON + seconds * 1_000);

let log: [string, object][];
let stalls: Stalls;

beforeEach(() => {
  jest.useFakeTimers({ now: NOON });
  log = [];
  const told = (fields: object, message: string) => void log.push([message, fields]);
  stalls = new Stalls({ logger: { warn: told, info: told } });
});
afterEach(() => void jest.useRealTimers());

const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1_000);
const trouble = (name: string) => stalls.state.get(name);

class KeyStoreUnavailable extends Error {
  readonly code = 'KEY_STORE_UNAVAILABLE';
}
const failing = () => Promise.reject(new KeyStoreUnavailable('Jane Doe'));
const succeeding = () => Promise.resolve();

/** Work that finishes when it is told to. */
function waiting() {
  let finish: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<void>((resolve, reject) => ([finish, fail] = [resolve, reject]));
  return { work: () => work, finish: () => finish(), fail: (error: Error) => fail(error) };
}

const stalled = (consumer: string, since: Date, error?: string) => [
  'Stalled: what it has to do fails, or does not finish.',
  { consumer, since, error },
];
const over = (consumer: string, since: Date) => ['No longer stalled.', { consumer, since }];

describe('a subscription', () => {
  it('that is interrupted makes its follower stalled after a minute, until it follows again', async () => {
    const noted = interruptionsOf(stalls.watch('closings'));
    for (let second = 0; second < 60; second += 20) {
      noted(new KeyStoreUnavailable('Jane Doe'));
      await pass(20);
    }
    expect(trouble('closings')).toMatchObject({
      isStalled: true,
      since: at(0),
      error: 'KEY_STORE_UNAVAILABLE',
    });
    noted(undefined);
    await pass(0);
    expect(trouble('closings')).toBeUndefined();
    expect(log).toEqual([stalled('closings', at(0), 'KEY_STORE_UNAVAILABLE'), over('closings', at(0))]);
  });
});

describe('a consumer', () => {
  it('is told of from the beginning, and gives what its handler gives', async () => {
    const around = stalls.watch('mis.records');
    expect([...stalls.state]).toEqual([['mis.records', undefined]]);
    expect(await around(async () => 5)).toBe(5);
    await expect(around(failing)).rejects.toThrow('Jane Doe');
  });

  it('is stalled when its handler has not finished for a minute, counted from its beginning', async () => {
    const around = stalls.watch('mis.records');
    const handler = waiting();
    const handled = around(handler.work);
    await pass(59);
    expect(trouble('mis.records')).toMatchObject({ isStalled: false });
    await pass(1);
    expect(trouble('mis.records')).toMatchObject({ isStalled: true, since: at(0), error: undefined });
    expect(log).toEqual([stalled('mis.records', at(0))]);
    await pass(600);
    handler.finish();
    await handled;
    expect(trouble('mis.records')).toBeUndefined();
    expect(log).toEqual([stalled('mis.records', at(0)), over('mis.records', at(0))]);
  });

  it('is stalled when its handler has failed for a minute, counted from its first failure in a row', async () => {
    const around = stalls.watch('mis.records');
    const handler = waiting();
    const handled = around(handler.work);
    await pass(30);
    handler.fail(new KeyStoreUnavailable('Jane Doe'));
    await expect(handled).rejects.toThrow();
    for (let seconds = 0; seconds < 55; seconds += 5) {
      await pass(5);
      await expect(around(failing)).rejects.toThrow();
    }
    expect(trouble('mis.records')).toMatchObject({ isStalled: false, error: 'KEY_STORE_UNAVAILABLE' });
    await pass(5);
    expect(log).toEqual([stalled('mis.records', at(30), 'KEY_STORE_UNAVAILABLE')]);
    await around(succeeding);
    expect(log.slice(1)).toEqual([over('mis.records', at(30))]);
  });

  it('begins anew with every success', async () => {
    const around = stalls.watch('mis.records');
    for (let times = 0; times < 5; times += 1) {
      await expect(around(failing)).rejects.toThrow();
      await pass(50);
      await around(succeeding);
    }
    expect(log).toEqual([]);
  });

  it('stays stalled when what did not finish fails in the end', async () => {
    const around = stalls.watch('mis.records');
    const handler = waiting();
    const handled = around(handler.work);
    await pass(90);
    handler.fail(new KeyStoreUnavailable('Jane Doe'));
    await expect(handled).rejects.toThrow();
    expect(trouble('mis.records')).toMatchObject({
      isStalled: true,
      since: at(0),
      error: 'KEY_STORE_UNAVAILABLE',
    });
    await around(succeeding);
    expect(log).toHaveLength(2);
  });

  it('is stalled while one of its parts is, whatever the others do, and tells so once', async () => {
    const around = stalls.watch('mis.records');
    await expect(around(failing, '3')).rejects.toThrow();
    await pass(10);
    await expect(around(failing, '4')).rejects.toThrow();
    await pass(70);
    await around(succeeding, '5');
    await around(succeeding, '3');
    expect(trouble('mis.records')).toMatchObject({ isStalled: true, since: at(10) });
    expect(log).toHaveLength(1);
    await around(succeeding, '4');
    expect(trouble('mis.records')).toBeUndefined();
    expect(log).toHaveLength(2);
  });

  it('is stalled for itself alone', async () => {
    const around = stalls.watch('mis.records');
    await stalls.watch('closings')(succeeding);
    await expect(around(failing)).rejects.toThrow();
    await pass(60);
    expect(trouble('closings')).toBeUndefined();
    expect(trouble('mis.records')?.isStalled).toBe(true);
  });

  it('is no longer stalled by a part that nobody has tried for a quarter of an hour: another process has it', async () => {
    const around = stalls.watch('mis.records');
    await expect(around(failing, '3')).rejects.toThrow();
    await pass(15 * 60 - 1);
    expect(trouble('mis.records')?.isStalled).toBe(true);
    await pass(1);
    expect(trouble('mis.records')).toBeUndefined();
    expect(log).toEqual([stalled('mis.records', at(0), 'KEY_STORE_UNAVAILABLE'), over('mis.records', at(0))]);
  });
});
