import { Collector } from '@gatehouse/sqlite/testing';
import { describe, expect, it } from '@jest/globals';
import { byKey } from '../handling/by-key.js';
import type { Handler } from '../handling/handler.js';
import { composed } from '../handling/handler.js';
import { isolate } from '../handling/isolate.js';
import { timeout } from '../handling/timeout.js';
import { trace } from '../handling/trace.js';
import { numbered, numbersOf } from './gathered.js';
import type { OpenBus } from './opened-buses.js';

/** A handler's middlewares, as the services compose them, on a bus. */
export function handlingContract({ open, unique }: OpenBus): void {
  describe('handlers that are composed', () => {
    /** What was handled of each key, and what was put away or given up. */
    async function handled(handler: Handler, keys: readonly string[], expected: number) {
      const [bus, topic] = [await open(), unique()];
      const done = new Collector<string>();
      const composedHandler = composed(
        async (messages) => {
          await handler(messages);
          done.add(...messages.map((message) => `${message.key} ${numbersOf([message])[0]}`));
        },
        trace(),
        byKey(),
        timeout({
          limitMs: 300,
          begin: (work) => {
            const began = Date.now();
            return { done: work(), idleMs: () => Date.now() - began, kill: () => undefined };
          },
          giveUp: async (messages) => done.add(...messages.map(({ key }) => `${key} given up`)),
        }),
        isolate({
          isDeliveredAgain: (error) => error instanceof Error && error.message === 'away',
          putAway: async (message) => done.add(`${message.key} ${numbersOf([message])[0]} put away`),
        }),
      );
      await bus.publish(
        topic,
        keys.flatMap((key) => numbered(key, 3)),
      );
      await bus.consume({ topic, group: unique(), onBatch: composedHandler });
      await done.untilCount(expected);
      return (key: string) => done.seen.filter((text) => text.startsWith(`${key} `));
    }

    it('put away one message that fails, and go on behind it in order', async () => {
      const of = await handled(
        async (messages) => {
          if (numbersOf(messages).includes(1)) throw new TypeError('broken');
        },
        ['A1'],
        3,
      );
      expect(of('A1')).toEqual(['A1 0', 'A1 1 put away', 'A1 2']);
    });

    it('get messages again with which nothing is wrong, and put none of them away', async () => {
      let failures = 2;
      const of = await handled(
        async () => {
          if ((failures -= 1) >= 0) throw new Error('away');
        },
        ['A1'],
        3,
      );
      expect(of('A1')).toEqual(['A1 0', 'A1 1', 'A1 2']);
    });

    it('are given up when they hang, and the other keys do not wait for them longer', async () => {
      const of = await handled(
        async (messages) => {
          if (messages[0]?.key === 'A1') await new Promise(() => undefined);
        },
        ['A1', 'A2'],
        4,
      );
      expect(of('A1')[0]).toBe('A1 given up');
      expect(of('A2')).toEqual(['A2 0', 'A2 1', 'A2 2']);
    });
  });
}
