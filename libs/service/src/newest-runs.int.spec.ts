import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunName } from '@gatehouse/schemas';
import { SyncRunCompleted, SyncRunStarted, syncStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { KeyRing } from '@gatehouse/privacy';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keysDisagreement, newestRuns, rememberNewestRun } from './newest-runs.js';

const SCHOOL = 'A1';
const STREAM = syncStream(SCHOOL);

let eventStore: EventStore & { close(): Promise<void> };
let keyRing: KeyRing;
let close: () => Promise<void>;
beforeEach(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'newest-runs-'));
  eventStore = openEmbeddedEventStore(path.join(folder, 'events.db'));
  const keyStore = openEmbeddedKeyStore(path.join(folder, 'keys.db'));
  keyRing = new KeyRing(keyStore, Buffer.alloc(32, 7));
  close = async () => {
    await eventStore.close();
    await keyStore.close();
    rmSync(folder, { recursive: true });
  };
});
afterEach(() => close());

async function append(type: string, data: { [field: string]: unknown } = {}): Promise<Required<RunName>> {
  const after = (await eventStore.readLast(STREAM))?.revision;
  const id = randomUUID();
  const event = { id, type, data, metadata: {} };
  await eventStore.append(STREAM, after ?? 'no-stream', [event]);
  return { schoolId: SCHOOL, run: (after ?? -1) + 1, runId: id };
}
const begin = () => append(SyncRunStarted.type);
const complete = ({ run }: RunName) => append(SyncRunCompleted.type, { run });
const remember = (run: Required<RunName>) => rememberNewestRun({ eventStore, keyRing }, run);
const remembered = async () => (await newestRuns(keyRing, SCHOOL)).get(SCHOOL);
const found = async () => keysDisagreement(eventStore, await remembered());
/** A run of a past that the event store does not have. */
const lost = (run: number): Required<RunName> => ({ schoolId: SCHOOL, run, runId: randomUUID() });

describe('the newest run that the key store remembers', () => {
  it('is the last one that said so, also in place of runs that the event store does not know', async () => {
    expect(await remembered()).toBeUndefined();
    const first = await begin();
    await remember(lost(5));
    await remember(first);
    expect(await remembered()).toEqual(first);
    const second = await begin();
    await remember(second);
    expect(await remembered()).toEqual(second);
  });

  it('is not an older one whose process was held up', async () => {
    const [older, newer] = [await begin(), await begin()];
    await remember(newer);
    await remember(older);
    expect(await remembered()).toEqual(newer);
  });
});

describe('a key store', () => {
  it('that remembers nothing, an open run, or the last run that has ended belongs to the event store', async () => {
    expect(await found()).toBeUndefined();
    const run = await begin();
    expect(await found()).toBeUndefined();
    await remember(run);
    expect(await found()).toBeUndefined();
    await complete(run);
    expect(await found()).toBeUndefined();
    await begin();
    expect(await found()).toBeUndefined();
  });

  it.each([0, 1, 7])(
    'that knows run %i, which the event store does not have, is ahead of it',
    async (number) => {
      await complete(await begin());
      await remember(lost(number));
      expect(await found()).toBe('keys-ahead');
    },
  );

  it('that knows none as new as one that has completed is behind it', async () => {
    const run = await begin();
    await remember(run);
    await complete(run);
    const newer = await begin();
    expect(await found()).toBeUndefined();
    await complete(newer);
    expect(await found()).toBe('keys-behind');
  });
});
