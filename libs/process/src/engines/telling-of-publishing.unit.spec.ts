import type { MessageBus } from '@gatehouse/message-bus';
import { MessageBusUnavailable, MessageTooLarge } from '@gatehouse/message-bus';
import { Stalls } from '@gatehouse/service';
import { describe, expect, it } from '@jest/globals';
import { tellingOfPublishing } from './telling-of-publishing.js';

/** A bus that answers every question, and refuses what is published as told. */
function started() {
  const silent = () => undefined;
  const stalls = new Stalls({ logger: { warn: silent, info: silent } });
  const refusing: { with?: Error } = {};
  const publish = async () => {
    if (refusing.with) throw refusing.with;
  };
  const bus = tellingOfPublishing({ publish, count: async () => 0 } as unknown as MessageBus, stalls);
  const ping = () => stalls.watch('message-bus')(() => bus.count('records'));
  const trouble = () => stalls.state.get('message-bus');
  return { refusing, bus, ping, trouble };
}

describe('a bus that answers and takes nothing', () => {
  it('is away until it takes something, whatever it answers meanwhile', async () => {
    const { refusing, bus, ping, trouble } = started();
    await ping();
    expect(trouble()).toBeUndefined();
    refusing.with = new MessageBusUnavailable('full');
    await expect(bus.publish('records', [])).rejects.toBe(refusing.with);
    await ping();
    expect(trouble()).toMatchObject({ error: 'MESSAGE_BUS_UNAVAILABLE' });
    delete refusing.with;
    await bus.publish('records', []);
    expect(trouble()).toBeUndefined();
  });

  it('is not away because of a message that nobody could take', async () => {
    const { refusing, bus, trouble } = started();
    refusing.with = new MessageTooLarge(0, 2_000_000, 1_000_000);
    await expect(bus.publish('records', [])).rejects.toBe(refusing.with);
    expect(trouble()).toBeUndefined();
  });
});
