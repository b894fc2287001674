import { randomUUID } from 'node:crypto';
import { ChildProcess, newDataFile } from '@gatehouse/sqlite/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { messageBusContract } from '../contract.js';
import { gather, numbered, numbersOf } from '../contract/gathered.js';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { openEmbeddedMessageBus } from './embedded-message-bus.js';

afterEach(() => ChildProcess.killAll());

const shared = newDataFile();
messageBusContract('the embedded message bus', {
  open: async () => openEmbeddedMessageBus(shared),
  unique: () => `t-${randomUUID()}`,
  capabilities: { survivesReopen: true, severalBuses: true, atomicPublish: true, handsOver: true },
});

describe('the embedded message bus with several processes', () => {
  const consumes = new URL('./consumes-until-killed.fixture.mjs', import.meta.url);
  const publishes = new URL('./publishes-until-killed.fixture.mjs', import.meta.url);

  it('gives what a killed consumer had not finished to another one, without waiting for its lease', async () => {
    const file = newDataFile();
    const bus = openEmbeddedMessageBus(file);
    const child = ChildProcess.start(consumes, [file, 'records', 'filter', '3']);
    await child.messages.untilCount(1);
    await bus.publish('records', numbered('A1', 6));
    await child.messages.until((seen) => seen.at(-1) === 3);
    const { messages } = await gather(bus, 'records', 'filter');
    await child.kill();
    await messages.untilCount(3);
    expect(numbersOf(messages.seen)).toEqual([3, 4, 5]);
    await bus.close();
  });

  it('keeps whole publishes, and every one it promised, when the process is killed', async () => {
    const file = newDataFile();
    const child = ChildProcess.start(publishes, [file, 'records']);
    await child.messages.untilCount(20);
    await child.kill();
    const promised = (child.messages.seen.at(-1) as number) + 1;
    const bus = openEmbeddedMessageBus(file);
    const { messages } = await gather(bus, 'records', 'filter');
    await messages.untilCount(promised * 9);
    await bus.publish('records', numbered('A1', 1, -1));
    await messages.until((seen) => (seen.at(-1)?.value as { n: number }).n === -1);
    const numbers = numbersOf(messages.seen.slice(0, -1));
    expect(numbers).toEqual(numbers.map((_, index) => Math.floor(index / 9)));
    expect(numbers.length % 9).toBe(0);
    await bus.close();
  });
});

describe('the embedded message bus', () => {
  it('refuses the commit of a consumer whose lease another one has taken over', async () => {
    const file = newDataFile();
    const [slow, quick] = [openEmbeddedMessageBus(file, { leaseMs: 1 }), openEmbeddedMessageBus(file)];
    await slow.publish('records', numbered('A1', 4));
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const began = new Promise<void>((resolve) => {
      void slow.consume({
        topic: 'records',
        group: 'filter',
        // The thread hangs, so that the lease cannot be renewed, and then the batch stays in hand.
        onBatch: async () => {
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
          resolve();
          await released;
        },
      });
    });
    await began;
    const { messages, consumer } = await gather(quick, 'records', 'filter', 1);
    await messages.untilCount(1);
    await consumer.stop();
    release();
    await slow.close();
    const rest = await gather(quick, 'records', 'filter');
    await rest.messages.until((seen) => numbersOf(seen).includes(3));
    expect(numbersOf([...messages.seen, ...rest.messages.seen])).toEqual([0, 1, 2, 3]);
    await quick.close();
  });

  it('says that it is unavailable once it is closed', async () => {
    const bus = openEmbeddedMessageBus(newDataFile());
    await bus.close();
    await expect(bus.publish('records', numbered('A1', 1))).rejects.toThrow(MessageBusUnavailable);
  });
});
