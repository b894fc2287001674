import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { INSTALLATION_STREAM, ledgerStream, settingsStream, syncStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { eventId, KeyRing, newestRunKeyId, recordKeyId } from '@gatehouse/privacy';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import { claimStores, misfitOf } from './installation.js';

const OURS = Buffer.alloc(32, 1);
const THEIRS = Buffer.alloc(32, 2);
const LEDGER = ledgerStream('A1', 'parent-portal');
const [OUR_RECORD, THEIR_RECORD] = ['a'.repeat(32), 'b'.repeat(32)];
const RUN = { schoolId: 'A1', run: 0, runId: '00000000-0000-4000-8000-000000000000' };

type Store = 'events' | 'keys' | 'models';
const ALL: Store[] = ['events', 'keys', 'models'];

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'installation-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

const file = (folder: string, store: Store) => path.join(parent, `${folder}.${store}.db`);

/** Gives the stores of a folder to the work, and closes them. */
async function stores<T>(folder: string, work: (opened: ReturnType<typeof open>) => Promise<T>): Promise<T> {
  const opened = open(folder);
  try {
    return await work(opened);
  } finally {
    for (const store of [opened.eventStore, opened.keyStore, opened.readModels]) await store.close();
  }
}

const open = (folder: string) => ({
  eventStore: openEmbeddedEventStore(file(folder, 'events')),
  keyStore: openEmbeddedKeyStore(file(folder, 'keys')),
  readModels: openEmbeddedReadModels(file(folder, 'models')),
});

const claimedBy = (masterKey: Buffer, folder = 'ours', appends = true) =>
  stores(folder, (opened) => claimStores(under(masterKey, opened), { appends, by: 'a spec' }));

const under = (masterKey: Buffer, opened: ReturnType<typeof open>) => ({
  ...opened,
  masterKey,
  keyRing: new KeyRing(opened.keyStore, masterKey),
});

/** What a service started on them without looking whose they are: what earlier versions left. */
async function used(folder: string, masterKey: Buffer, recordKey: string): Promise<void> {
  await stores(folder, async ({ eventStore, keyStore, readModels }) => {
    await append(eventStore, syncStream('A1'), 'SyncRunStarted', {});
    const keys = new KeyRing(keyStore, masterKey);
    await keys.ensure([newestRunKeyId(RUN), recordKeyId(LEDGER, recordKey, 1)]);
    await append(eventStore, LEDGER, 'ContactImported', { recordKey, generation: 1 });
    await readModels.saveCheckpoint('cms-projector', 'somewhere');
  });
}

async function append(store: EventStore, stream: string, type: string, data: object): Promise<void> {
  const event = { id: eventId(stream, type, JSON.stringify(data)), type, data: { ...data }, metadata: {} };
  expect(await store.append(stream, 'no-stream', [event])).toMatchObject({ ok: true });
}

const removed = (folder: string, store: Store) => {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file(folder, store)}${end}`, { force: true });
};

/** A file, with the log before it. */
function copied(from: string, to: string, store: Store): void {
  removed(to, store);
  for (const end of ['', '-wal']) {
    if (existsSync(`${file(from, store)}${end}`))
      copyFileSync(`${file(from, store)}${end}`, `${file(to, store)}${end}`);
  }
}

/** Everything of the stores that a claim may change. */
const standing = () =>
  stores('ours', async ({ eventStore, keyStore, readModels }) => {
    const keys: string[] = [];
    for await (const ids of keyStore.active('')) keys.push(...ids);
    const mark = await eventStore.readLast(INSTALLATION_STREAM);
    return { mark: mark?.data, keys, model: await readModels.checkpoint('gatehouse.installation') };
  });

describe('stores that nobody used before', () => {
  it('are claimed by the master key that comes first, for good', async () => {
    expect(await claimedBy(OURS)).toBeUndefined();
    expect(await claimedBy(OURS)).toBeUndefined();
    const before = await standing();
    expect(before.mark).toBeDefined();
    expect(await claimedBy(THEIRS)).toBe('read-models-of-another');
    expect(await standing()).toEqual(before);
  });

  it('are claimed once by five services that start at the same time, of which one may not append', async () => {
    const starting = [true, true, false, true, true].map((appends) => claimedBy(OURS, 'ours', appends));
    expect(await Promise.all(starting)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect((await standing()).mark).toBeDefined();
  });

  it('are claimed by one of two master keys that come at the same time', async () => {
    const misfits = await Promise.all([claimedBy(OURS), claimedBy(THEIRS)]);
    expect(misfits.filter((misfit) => misfit === undefined)).toHaveLength(1);
  });

  it('are only looked at by who only looks, and say nothing', async () => {
    const before = await standing();
    expect(await stores('ours', (opened) => misfitOf(under(OURS, opened)))).toBeUndefined();
    expect(await standing()).toEqual(before);
  });

  it('get no mark but that of the keys from who may not append, since nobody else would know theirs', async () => {
    expect(await claimedBy(OURS, 'ours', false)).toBeUndefined();
    expect(await standing()).toEqual({
      mark: undefined,
      keys: ['installation/master-key-check'],
      model: null,
    });
    expect(await claimedBy(OURS)).toBeUndefined();
  });

  it('may hold what people decided before the first start', async () => {
    await stores('ours', ({ eventStore }) => append(eventStore, settingsStream('A1'), 'PersonBlocked', {}));
    expect(await claimedBy(OURS)).toBeUndefined();
  });

  it('may have been left by a first start that was interrupted', async () => {
    await stores('ours', ({ keyStore }) =>
      new KeyRing(keyStore, OURS).ensure(['installation/master-key-check']),
    );
    expect(await claimedBy(OURS)).toBeUndefined();
  });
});

describe.each([
  ['claimed', async () => [await claimedBy(OURS), await claimedBy(THEIRS, 'theirs')]],
  ['of an earlier version, without marks', async () => []],
] as const)('stores in use, %s,', (version, claim) => {
  const isMarked = version === 'claimed';
  beforeEach(async () => {
    expect((await claim()).filter(Boolean)).toEqual([]);
    await used('ours', OURS, OUR_RECORD);
    await used('theirs', THEIRS, THEIR_RECORD);
  });

  it('stay those of their master key, and are marked', async () => {
    expect(await claimedBy(OURS)).toBeUndefined();
    const { mark, keys, model } = await standing();
    expect([mark, model]).toEqual([{ masterKeyCheck: model }, expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(keys).toEqual(expect.arrayContaining(['installation/history-marked']));
  });

  it.each<[Store[], string | undefined]>([
    [['events'], 'history-of-another'],
    [['events', 'models'], isMarked ? 'read-models-of-another' : 'history-of-another'],
    [['keys'], 'wrong-master-key'],
    [['keys', 'events'], 'wrong-master-key'],
    [['keys', 'events', 'models'], isMarked ? 'read-models-of-another' : 'wrong-master-key'],
    // Documents of another past are found school by school where nothing is marked.
    [['models'], isMarked ? 'read-models-of-another' : undefined],
  ])('%j swapped for those of another installation: %s', async (names, misfit) => {
    for (const name of names) copied('theirs', 'ours', name);
    const before = await standing();
    expect(await stores('ours', (opened) => misfitOf(under(OURS, opened)))).toBe(misfit);
    expect(await claimedBy(OURS)).toBe(misfit);
    if (misfit) expect(await standing()).toEqual(before);
  });

  it.each<[Store[], string | undefined]>([
    [['events'], 'history-is-gone'],
    [['keys'], 'keys-are-gone'],
    [['models'], undefined],
    [['keys', 'models'], 'keys-are-gone'],
    [['events', 'models'], 'history-is-gone'],
    [['events', 'keys'], isMarked ? 'history-is-gone' : undefined],
    [ALL, undefined],
  ])('%j emptied: %s', async (names, misfit) => {
    if (isMarked) await claimedBy(OURS);
    for (const name of names) removed('ours', name);
    expect(await claimedBy(OURS)).toBe(misfit);
    expect(await claimedBy(OURS)).toBe(misfit);
  });
});

it('an event store that was emptied is found also after people have said something into it', async () => {
  expect(await claimedBy(OURS)).toBeUndefined();
  await used('ours', OURS, OUR_RECORD);
  removed('ours', 'events');
  await stores('ours', ({ eventStore }) => append(eventStore, settingsStream('A1'), 'PersonBlocked', {}));
  expect(await claimedBy(OURS)).toBe('history-is-gone');
});

it('a backup of the event store from before it was marked is taken, and marked again', async () => {
  await used('ours', OURS, OUR_RECORD);
  copied('ours', 'backup', 'events');
  expect(await claimedBy(OURS)).toBeUndefined();
  const { mark } = await standing();
  copied('backup', 'ours', 'events');
  expect((await standing()).mark).toBeUndefined();
  expect(await claimedBy(OURS)).toBeUndefined();
  expect((await standing()).mark).toEqual(mark);
});
