import { describe, expect, it } from '@jest/globals';
import { deliveryContract } from './contract/delivery.contract.js';
import { gather, numbered, numbersOf } from './contract/gathered.js';
import { groupContract } from './contract/group.contract.js';
import { handlingContract } from './contract/handling.contract.js';
import { keptMessagesContract } from './contract/kept-messages.contract.js';
import type { MessageBusSubject } from './contract/message-bus-subject.js';
import { openedBuses } from './contract/opened-buses.js';
import { redeliveryContract } from './contract/redelivery.contract.js';

/** The tests that every message bus passes: the port's own promises, and those that the adapter declares. */
export function messageBusContract(name: string, subject: MessageBusSubject): void {
  const { capabilities } = subject;
  describe(`${name} is a message bus`, () => {
    const buses = openedBuses(subject);
    const { open, unique } = buses;
    deliveryContract(buses);
    redeliveryContract(buses);
    keptMessagesContract(buses);
    groupContract(buses, capabilities);
    handlingContract(buses);

    it('ends its consumers without failure when it is closed', async () => {
      const bus = await open();
      const { consumer } = await gather(bus, unique(), unique());
      await bus.close();
      await expect(consumer.ended).resolves.toBeUndefined();
    });

    if (capabilities.atomicPublish) {
      it('keeps nothing of a publish that fails', async () => {
        const [bus, topic] = [await open(), unique()];
        const bad = { key: 'A1', value: { n: 1n } };
        await expect(bus.publish(topic, [...numbered('A1', 2), bad])).rejects.toThrow(TypeError);
        await bus.publish(topic, numbered('A1', 1, 7));
        const { messages } = await gather(bus, topic, unique());
        await messages.untilCount(1);
        expect(numbersOf(messages.seen)).toEqual([7]);
      });
    }

    if (capabilities.survivesReopen) {
      it('has messages and the places of groups again after closing and opening', async () => {
        const [bus, topic, group] = [await open(), unique(), unique()];
        const before = await gather(bus, topic, group, 2);
        await bus.publish(topic, numbered('A1', 2));
        await before.messages.untilCount(2);
        await before.consumer.stop();
        await bus.publish(topic, numbered('A1', 3, 2));
        await bus.close();
        const after = await gather(await open(), topic, group);
        await after.messages.untilCount(3);
        expect(numbersOf(after.messages.seen)).toEqual([2, 3, 4]);
      });
    }

    if (capabilities.severalBuses) {
      it('carries what another bus publishes', async () => {
        const [one, other, topic, group] = [await open(), await open(), unique(), unique()];
        const { messages } = await gather(other, topic, group);
        await one.publish(topic, numbered('A1', 3));
        await messages.untilCount(3);
        expect(numbersOf(messages.seen)).toEqual([0, 1, 2]);
      });
    }
  });
}
