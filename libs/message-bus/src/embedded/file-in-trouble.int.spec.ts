import { FileSignal, openDatabase, SqliteFailure } from '@gatehouse/sqlite';
import { ChildProcess, Collector, lockFile, newDataFile } from '@gatehouse/sqlite/testing';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { gather, numbered, numbersOf } from '../contract/gathered.js';
import type { Consumer, IncomingMessage } from '../message-bus.port.js';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { EmbeddedConsumer } from './embedded-consumer.js';
import { openEmbeddedMessageBus } from './embedded-message-bus.js';
import { Retention } from './retention.js';
import { messageBusSchema } from './schema.js';

afterEach(() => ChildProcess.killAll());

/** Work that lasts until it is told that it is done. */
function held() {
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { done, finish };
}

/** Whether the consumer has ended by now, and how. */
const endOf = (consumer: Consumer) => {
  const end: { how?: 'stopped' | 'died' } = {};
  consumer.ended.then(
    () => (end.how = 'stopped'),
    () => (end.how = 'died'),
  );
  return end;
};

describe('a file that another process has to itself', () => {
  it('ends no consumer: it says so, notes what was handled as soon as it can, and goes on', async () => {
    const [file, handler] = [newDataFile(), held()];
    const bus = openEmbeddedMessageBus(file);
    const [handled, interruptions] = [new Collector<number>(), new Collector<unknown>()];
    await bus.publish('records', numbered('A1', 3));
    const consumer = await bus.consume({
      topic: 'records',
      group: 'filter',
      onBatch: async (messages) => {
        handled.add(...numbersOf(messages));
        await handler.done;
      },
      onInterrupted: (error) => interruptions.add(error),
    });
    const end = endOf(consumer);
    await handled.untilCount(3);
    const lock = await lockFile(file);
    handler.finish();
    await interruptions.untilCount(2);
    expect(interruptions.seen[0]).toBeInstanceOf(MessageBusUnavailable);
    expect(end.how).toBeUndefined();
    await lock.free();
    await interruptions.until((seen) => seen.at(-1) === undefined);
    await bus.publish('records', numbered('A1', 2, 3));
    await handled.untilCount(5);
    expect(handled.seen).toEqual([0, 1, 2, 3, 4]);
    await bus.close();
    expect(end.how).toBe('stopped');
  });

  it('takes what is published once it is free, in the order of the calls', async () => {
    const file = newDataFile();
    const bus = openEmbeddedMessageBus(file);
    await bus.publish('records', numbered('A1', 1));
    const lock = await lockFile(file);
    const published = [1, 2, 3].map((n) => bus.publish('records', numbered('A1', 1, n)));
    await lock.free();
    await Promise.all(published);
    const { messages } = await gather(bus, 'records', 'filter');
    await messages.untilCount(4);
    expect(numbersOf(messages.seen)).toEqual([0, 1, 2, 3]);
    await bus.close();
  });

  it('refuses what is published once five seconds have passed, and leaves the thread to others until then', async () => {
    const file = newDataFile();
    const bus = openEmbeddedMessageBus(file);
    await bus.publish('records', numbered('A1', 1));
    const lock = await lockFile(file);
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 100);
    const began = performance.now();
    await expect(bus.publish('records', numbered('A1', 1))).rejects.toThrow(MessageBusUnavailable);
    clearInterval(ticking);
    expect(performance.now() - began).toBeGreaterThan(4_000);
    // None where SQLite itself waits.
    expect(ticks).toBeGreaterThan(5);
    await lock.free();
    expect(await bus.count('records')).toBe(1);
    await bus.close();
  });

  it('keeps nobody from beginning to consume: what is kept comes once it is free', async () => {
    const file = newDataFile();
    const bus = openEmbeddedMessageBus(file);
    await bus.publish('records', numbered('A1', 2));
    const lock = await lockFile(file);
    const { messages, consumer } = await gather(bus, 'records', 'filter');
    const stopped = await gather(bus, 'records', 'stopped');
    await stopped.consumer.stop();
    await lock.free();
    await messages.untilCount(2);
    await bus.close();
    await expect(Promise.all([consumer.ended, stopped.consumer.ended])).resolves.toBeDefined();
  });

  it('keeps nobody from stopping, which is no death', async () => {
    const [file, handler] = [newDataFile(), held()];
    const bus = openEmbeddedMessageBus(file);
    await bus.publish('records', numbered('A1', 1));
    const handled = new Collector<number>();
    const onBatch = async (messages: IncomingMessage[]) => {
      handled.add(...numbersOf(messages));
      await handler.done;
    };
    const consumer = await bus.consume({ topic: 'records', group: 'filter', onBatch });
    await handled.untilCount(1);
    const lock = await lockFile(file);
    const began = performance.now();
    const closed = bus.close();
    handler.finish();
    await closed;
    expect(performance.now() - began).toBeLessThan(3_000);
    await expect(consumer.ended).resolves.toBeUndefined();
    await lock.free();
  });
});

describe('a file that cannot be written', () => {
  /** A consumer on a database of which every writing fails as told. */
  async function onFailing() {
    const db = openDatabase(newDataFile(), { durability: 'process', schema: messageBusSchema });
    const bus = openEmbeddedMessageBus(db.file);
    await bus.publish('records', numbered('A1', 2));
    const [handled, interruptions] = [new Collector<number>(), new Collector<unknown>()];
    const run = db.run.bind(db);
    const disk: { code?: string } = {};
    jest.spyOn(db, 'run').mockImplementation((sql, params) => {
      if (disk.code && /^(?:INSERT|UPDATE|DELETE)/.test(sql)) throw new SqliteFailure(disk.code, 'Not now.');
      return run(sql, params);
    });
    const signal = new FileSignal(db.file);
    const start = () =>
      new EmbeddedConsumer(
        db,
        signal,
        new Retention(db, 100),
        {
          topic: 'records',
          group: 'filter',
          onBatch: async (messages) => handled.add(...numbersOf(messages)),
          onInterrupted: (error) => interruptions.add(error),
        },
        10_000,
      );
    const close = async () => {
      await bus.close();
      db.close();
    };
    return { bus, disk, handled, interruptions, start, close };
  }

  it.each(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'])(
    'is waited for (%s), and what it holds is handled once there is room',
    async (code) => {
      const { disk, handled, interruptions, start, close } = await onFailing();
      const consumer = start();
      const end = endOf(consumer);
      disk.code = code;
      await interruptions.untilCount(3);
      expect([end.how, handled.seen]).toEqual([undefined, []]);
      delete disk.code;
      await handled.untilCount(2);
      expect(handled.seen).toEqual([0, 1]);
      expect(interruptions.seen.at(-1)).toBeUndefined();
      await consumer.stop();
      expect(end.how).toBe('stopped');
      await close();
    },
  );

  it.each(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_READONLY_DBMOVED', 'SQLITE_MISUSE'])(
    'and never can (%s) ends the consumer',
    async (code) => {
      const { disk, handled, start, close } = await onFailing();
      const consumer = start();
      disk.code = code;
      await expect(consumer.ended).rejects.toThrow(MessageBusUnavailable);
      expect(handled.seen).toEqual([]);
      await close();
    },
  );
});

describe('what nobody needs any more', () => {
  it('and cannot be deleted now refuses nothing that was published', async () => {
    const purge = jest.spyOn(Retention.prototype, 'purge');
    const bus = openEmbeddedMessageBus(newDataFile());
    purge.mockImplementationOnce(() => {
      throw new SqliteFailure('SQLITE_FULL', 'No room.');
    });
    await bus.publish('records', numbered('A1', 2));
    expect(purge).toHaveBeenCalledTimes(1);
    expect(await bus.count('records')).toBe(2);
    // Nor does it wait for the next thousand.
    await bus.publish('records', numbered('A1', 1));
    expect(purge).toHaveBeenCalledTimes(2);
    purge.mockRestore();
    await bus.close();
  });
});
