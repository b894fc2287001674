import { describe, expect, it } from '@jest/globals';
import { appendContract } from './contract/append.contract.js';
import type { EventStoreSubject } from './contract/event-store-subject.js';
import { follow } from './contract/followed.js';
import { openedStores } from './contract/opened-stores.js';
import { readContract } from './contract/read.contract.js';
import { accepted, readAll, someEvents } from './contract/some-events.js';
import { subscribeContract } from './contract/subscribe.contract.js';

/** The tests that every event store passes: the port's own promises, and those that the adapter declares. */
export function eventStoreContract(name: string, subject: EventStoreSubject): void {
  const { capabilities } = subject;
  describe(`${name} is an event store`, () => {
    const stores = openedStores(subject);
    const { open, unique } = stores;
    appendContract(stores);
    readContract(stores);
    subscribeContract(stores);

    if (capabilities.survivesReopen) {
      it('has everything again after closing and opening', async () => {
        const [store, stream] = [await open(), `${unique()}-a`];
        await accepted(store.append(stream, 'no-stream', someEvents(3)));
        const before = await readAll(store, stream);
        await store.close();
        const again = await open();
        expect(await readAll(again, stream)).toEqual(before);
        const { position } = await accepted(again.append(stream, 2, someEvents(1)));
        expect(position > before.at(-1)!.position).toBe(true);
      });
    }

    if (capabilities.severalStores) {
      it('shows one store what another appends', async () => {
        const [one, other, stream] = [await open(), await open(), `${unique()}-a`];
        const { events } = follow(other, [stream]);
        await accepted(one.append(stream, 'no-stream', someEvents(2)));
        expect(await other.append(stream, 'no-stream', someEvents(1))).toMatchObject({ ok: false });
        await accepted(other.append(stream, 1, someEvents(1)));
        await events.untilCount(3);
        expect(events.seen).toEqual(await readAll(one, stream));
      });
    }
  });
}
