import { EventStoreRefused, EventStoreUnavailable } from '@gatehouse/event-store';
import { MessageBusUnavailable } from '@gatehouse/message-bus';
import { KeyStoreUnavailable } from '@gatehouse/privacy';
import { ReadModelsUnavailable } from '@gatehouse/read-models';
import { describe, expect, it } from '@jest/globals';
import { handleOrIsolate } from './handle-or-isolate.js';
import { NotToBeSkipped } from './not-to-be-skipped.js';

/** Capital letters are records. */
type Message = string;

/**
 * Handles `messages`, and tells what was done: what was handled together as one text, `(A)` for A put away, `~n` for a
 * pause. `errors` has for a message what it throws, one for each time it is handled; the last one for ever.
 */
async function done(messages: string, errors: { [message: Message]: (Error | undefined)[] }) {
  const story: string[] = [];
  const handling = handleOrIsolate([...messages], {
    handle: async (some) => {
      story.push(some.join(''));
      for (const message of some) {
        const [error, ...later] = errors[message] ?? [];
        if (later.length > 0) errors[message] = later;
        if (error) throw error;
      }
    },
    isRecord: (message) => message === message.toUpperCase(),
    putAway: async (message) => void story.push(`(${message})`),
    pause: async (failures) => void story.push(`~${failures}`),
  });
  const thrown = await handling.then(
    () => undefined,
    (error: unknown) => error,
  );
  return { story: story.join(' '), thrown };
}
const broken = new TypeError('broken');

describe('messages that are handled together', () => {
  it('are handled once when nothing fails', async () => {
    expect(await done('oABc', {})).toEqual({ story: 'oABc', thrown: undefined });
  });

  it('are handled again after a pause, up to three times', async () => {
    const once = await done('oABc', { B: [broken, undefined] });
    expect(once).toEqual({ story: 'oABc ~1 oABc', thrown: undefined });
    const twice = await done('oABc', { B: [broken, broken, undefined] });
    expect(twice).toEqual({ story: 'oABc ~1 oABc ~2 oABc', thrown: undefined });
  });

  it('are handled alone and in order after that, and who fails alone is put away', async () => {
    const { story, thrown } = await done('oABCc', { B: [broken] });
    expect(story).toBe('oABCc ~1 oABCc ~2 oABCc o A B (B) C c');
    expect(thrown).toBeUndefined();
  });

  it('are spared where being alone helps', async () => {
    expect((await done('AB', { B: [broken, broken, broken, undefined] })).story).toBe('AB ~1 AB ~2 AB A B');
  });

  it.each(['o', 'c'])('come again when it is no record that fails: %s', async (failing) => {
    const { story, thrown } = await done('oAc', { [failing]: [broken] });
    expect(thrown).toBe(broken);
    expect(story).not.toContain('(');
  });

  it.each([
    new EventStoreUnavailable(''),
    new EventStoreRefused(''),
    new MessageBusUnavailable(''),
    new KeyStoreUnavailable(''),
    new ReadModelsUnavailable(''),
    new NotToBeSkipped({}),
    Object.assign(new Error('somebody was quicker'), { code: 'LEDGER_MOVED' }),
  ])('come again at once when nothing is wrong with them: %p', async (outage) => {
    expect(await done('AB', { B: [outage] })).toEqual({ story: 'AB', thrown: outage });
    const alone = await done('AB', { B: [broken, broken, broken, outage] });
    expect(alone).toEqual({ story: 'AB ~1 AB ~2 AB A B', thrown: outage });
  });
});
