import { randomBytes } from 'node:crypto';
import type { OutgoingMessage } from '@gatehouse/message-bus';
import type { Engines } from '@gatehouse/service';
import type { KeyAnswer, KeyStore } from '@gatehouse/privacy';
import { decrypt, derivedKey, encrypt } from '@gatehouse/privacy';

type Entry = Parameters<KeyStore['ensure']>[0][number];

/** `run/<school>/<run>`, without the id after it; keys by which newest runs are remembered are not there at all. */
const oldName = (id: string) => id.replace(/^(run\/[^/]+\/\d+)\/[0-9a-f-]+$/, '$1');
const isNew = (id: string) => id.startsWith('newest-run/');

/**
 * The same engines, on which messages and keys are written as versions wrote them that named a run by its number alone. What
 * they leave is what today's services find after an upgrade.
 */
export function enginesOfBeforeRunIds(engines: Engines): Engines {
  const { bus, keyStore: store } = engines;
  const wrapping = derivedKey(engines.masterKey, 'key wrapping');
  // A wrapped key opens under its own name alone.
  const renamed = ({ id, wrapped }: Entry): Entry => {
    const name = oldName(id);
    if (name === id) return { id, wrapped };
    return { id: name, wrapped: encrypt(wrapping, randomBytes(12), decrypt(wrapping, wrapped, id), name) };
  };
  const keyStore: KeyStore = {
    ensure: async (entries) => {
      const answers = await store.ensure(entries.filter(({ id }) => !isNew(id)).map(renamed));
      return entries.map(({ id, wrapped }): KeyAnswer => {
        if (isNew(id)) return { state: 'unknown' };
        const answer = answers.shift()!;
        return answer.state === 'active' && oldName(id) !== id ? { state: 'active', wrapped } : answer;
      });
    },
    get: (ids) => store.get(ids.map(oldName)),
    destroy: (ids) => store.destroy(ids.map(oldName)),
    active: (prefix) => store.active(prefix),
    close: () => store.close(),
  };
  const withoutRunId = ({ value, ...message }: OutgoingMessage): OutgoingMessage => {
    const { runId: _, ...said } = value as { runId?: string };
    return { ...message, value: said };
  };
  return {
    ...engines,
    keyStore,
    bus: {
      publish: (topic, messages) => bus.publish(topic, messages.map(withoutRunId)),
      consume: (options) => bus.consume(options),
      read: (topic) => bus.read(topic),
      count: (topic) => bus.count(topic),
      trim: (topic, through) => bus.trim(topic, through),
      close: () => bus.close(),
    },
  };
}
