import { bytesOnDisk, newDataFile } from '@gatehouse/sqlite/testing';
import { describe, expect, it } from '@jest/globals';
import { gather, numbered, numbersOf } from '../contract/gathered.js';
import { openEmbeddedMessageBus } from './embedded-message-bus.js';

const DAY = 24 * 60 * 60 * 1_000;

/** Every message has a text of its own, so that its bytes can be looked for. */
const marked = (count: number, first = 0) =>
  Array.from({ length: count }, (_, n) => ({
    key: 'A1',
    value: { n: first + n, text: `<mark-${first + n}>`.padEnd(100 + ((n * 37) % 300), '.') },
  }));

const marksIn = (file: string, count: number) => {
  const bytes = bytesOnDisk(file);
  return Array.from({ length: count }, (_, n) => n).filter((n) => bytes.includes(`<mark-${n}>`));
};

describe('messages that every group has consumed', () => {
  it('leave no byte in any file', async () => {
    const file = newDataFile();
    const bus = openEmbeddedMessageBus(file);
    const groups = [await gather(bus, 'records', 'one'), await gather(bus, 'records', 'two')];
    for (let n = 0; n < 9_000; n += 500) await bus.publish('records', marked(500, n));
    for (const { messages } of groups) await messages.untilCount(9_000);
    await bus.close();
    expect(marksIn(file, 9_000)).toEqual([]);
  });

  it('stay while one group has not consumed them', async () => {
    const file = newDataFile();
    const bus = openEmbeddedMessageBus(file);
    const slow = await gather(bus, 'records', 'slow');
    await slow.consumer.stop();
    const quick = await gather(bus, 'records', 'quick');
    await bus.publish('records', marked(6_000));
    await quick.messages.untilCount(6_000);
    await quick.consumer.stop();
    const late = await gather(bus, 'records', 'slow');
    await late.messages.untilCount(6_000);
    expect(numbersOf(late.messages.seen)).toEqual(Array.from({ length: 6_000 }, (_, n) => n));
    await bus.close();
  });

  it('are taken off the front of a long backlog, and the places of later messages stay', async () => {
    const file = newDataFile();
    const bus = openEmbeddedMessageBus(file);
    await bus.publish('records', numbered('A1', 12_000));
    const first = await gather(bus, 'records', 'one', 1_000);
    await first.messages.untilCount(7_000);
    await first.consumer.stop();
    const { messages } = await gather(bus, 'records', 'another');
    await messages.until((seen) => numbersOf(seen.slice(-1))[0] === 11_999);
    const [oldest] = numbersOf(messages.seen);
    expect(oldest).toBeGreaterThanOrEqual(5_000);
    expect(messages.seen[0]?.id).toBe(`records/0/${oldest}`);
    await bus.close();
  });
});

describe('a topic that nobody consumes', () => {
  it('keeps its newest messages', async () => {
    const bus = openEmbeddedMessageBus(newDataFile(), { keepWithoutGroup: 2_000 });
    for (let n = 0; n < 12_000; n += 1_000) await bus.publish('changes', numbered('A1', 1_000, n));
    const { messages } = await gather(bus, 'changes', 'late');
    await messages.until((seen) => numbersOf(seen.slice(-1))[0] === 11_999);
    expect(messages.seen.length).toBeGreaterThanOrEqual(2_000);
    expect(messages.seen.length).toBeLessThan(12_000);
    await bus.close();
  });

  it('forgets what is older than seven days', async () => {
    let now = 0;
    const bus = openEmbeddedMessageBus(newDataFile(), { now: () => now });
    await bus.publish('changes', numbered('A1', 6_000));
    now = 8 * DAY;
    await bus.publish('changes', numbered('A1', 1_000, 6_000));
    const { messages } = await gather(bus, 'changes', 'late');
    await messages.until((seen) => numbersOf(seen.slice(-1))[0] === 6_999);
    expect(numbersOf(messages.seen)[0]).toBe(6_000);
    await bus.close();
  });
});
