import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { syncStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { DEFAULT_SUSPENSION_LIMITS } from '@gatehouse/policy';
import type { SyncEvent } from '../runs/append-sync-event.js';
import { appendSyncEvent } from '../runs/append-sync-event.js';
import type { RunTools } from '../runs/run-school.js';
import { readSyncHistory } from '../runs/sync-history.js';
import type { ListedSchool } from './list-schools.js';
import { unlistedSchool } from './list-schools.js';
import { recordListing, recordOverdue } from './record-standing.js';

const SCHOOL = 'A1';
const DAY_MS = 86_400_000;
const FIRST = Date.parse('2026-09-01T22:00:00.000Z');

let folder: string;
let store: EventStore;
let time: number;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'standing-'));
  store = openEmbeddedEventStore(path.join(folder, 'events.db'));
  time = FIRST;
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const now = () => new Date(time);
const tools = (eventStore = store) =>
  ({
    host: { engines: { eventStore }, now, instance: 'mine' },
    limits: DEFAULT_SUSPENSION_LIMITS,
  }) as unknown as RunTools;
const history = () => readSyncHistory(store, SCHOOL);
async function append(type: SyncEvent['type'], data: object = {}): Promise<void> {
  await appendSyncEvent(store, SCHOOL, (await history()).revision, { type, data: { ...data } }, now());
}
const start = (instance = 'mine') => {
  const deadline = new Date(time + 30 * 60_000).toISOString();
  return append('SyncRunStarted', { instance, deadline, basis: { access: 'approved', settingsRevision: -1, kinds: ['student'] } }); // prettier-ignore
};
const listedAs = (state: ListedSchool['state']): ListedSchool => ({ ...unlistedSchool(SCHOOL), state });
const types = async () => {
  const all: string[] = [];
  for await (const events of store.read(syncStream(SCHOOL))) all.push(...events.map(({ type }) => type));
  return all;
};
const since = async (count: number) => (await types()).slice(count);

describe('that a school is listed', () => {
  it('is recorded once a day, and not on a day on which a run was started', async () => {
    await start();
    await recordListing(tools(), listedAs('approved'), await history());
    expect(await since(1)).toEqual([]);
    time += 2 * 3_600_000;
    for (const state of ['approved', 'offline'] as const) {
      await recordListing(tools(), listedAs(state), await history());
    }
    expect(await since(1)).toEqual(['SchoolListed']);
    time += DAY_MS;
    await recordListing(tools(), listedAs('offline'), await history());
    expect(await since(1)).toEqual(['SchoolListed', 'SchoolListed']);
  });

  it.each(['unlisted', 'audited', 'revoked'] as const)('is not recorded of one that is %s', async (state) => {
    await start();
    time += 3 * DAY_MS;
    await recordListing(tools(), listedAs(state), await history());
    expect(await since(1)).toEqual([]);
  });

  it('is not recorded of one that was never known, or that is revoked', async () => {
    await recordListing(tools(), listedAs('approved'), await history());
    expect(await types()).toEqual([]);
    await append('AccessRevoked');
    await recordListing(tools(), listedAs('approved'), await history());
    expect(await types()).toEqual(['AccessRevoked']);
  });

  it('waits where another process is in the middle of a run, which must not fail for it', async () => {
    await start('another');
    const open = await history();
    time += 20 * 60_000;
    await recordListing(tools(), listedAs('declined'), open);
    expect(await since(1)).toEqual([]);
    time += 20 * 60_000;
    await recordListing(tools(), listedAs('declined'), open);
    expect(await since(1)).toEqual(['SchoolSuspended']);
  });

  it('is left to the next look where somebody was faster', async () => {
    await start();
    const old = await history();
    await append('SyncRunFailed', { run: 0 });
    time += DAY_MS;
    await recordListing(tools(), listedAs('approved'), old);
    expect(await since(1)).toEqual(['SyncRunFailed']);
  });
});

describe('what the clock says', () => {
  it('is recorded when it is new, and the history that goes on knows it', async () => {
    await start();
    time += 7 * DAY_MS - 1;
    expect(await recordOverdue(tools(), SCHOOL, await history())).toMatchObject({ revision: 0 });
    time += 1;
    const recorded = await recordOverdue(tools(), SCHOOL, await history());
    expect(recorded).toMatchObject({ revision: 1, serving: { suspended: { why: 'unlisted' } } });
    expect(await recordOverdue(tools(), SCHOOL, recorded)).toEqual(recorded);
    time += 40 * DAY_MS;
    await recordOverdue(tools(), SCHOOL, recorded);
    expect(await since(1)).toEqual(['SchoolSuspended']);
  });

  it('of kinds is recorded of those that are new', async () => {
    await start();
    for (let day = 0; day < 6; day += 1) {
      time += 5 * DAY_MS;
      await recordOverdue(tools(), SCHOOL, await history());
      await append('SchoolListed', { schoolId: SCHOOL });
    }
    await recordOverdue(tools(), SCHOOL, await history());
    expect((await since(1)).filter((type) => type !== 'SchoolListed')).toEqual(['SchoolSuspended']);
    expect((await history()).serving).toMatchObject({ suspendedKinds: { student: now().toISOString() } });
  });
});
