import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settingsStream, STREAM_PREFIXES, syncStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { EventDamaged, EventStoreUnavailable, expectedAfter } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { Stalls } from '@gatehouse/service';
import { eventId } from '@gatehouse/privacy';
import { until } from '@gatehouse/testing';
import type { SyncResult } from '../wonde-ingest.service.js';
import { followRequests } from './follow-requests.js';
import type { SyncRequests } from './pending-requests.js';

let folder: string;
let store: EventStore;
let following: { stop(): Promise<void> }[];
let deaths: unknown[];
let problems: (string | undefined)[];
/** Thrown at the next looks at `sync-` streams, one at each. */
let refusals: Error[];
let logged: object[];
let honoured: [school: string, request: number][];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'requests-'));
  store = openEmbeddedEventStore(path.join(folder, 'events.db'));
  following = [];
  [honoured, deaths, problems, refusals, logged] = [[], [], [], [], []];
});
afterEach(async () => {
  for (const each of following) await each.stop();
  await store.close();
  rmSync(folder, { recursive: true });
  expect(deaths).toEqual([]);
});

/** The store, which refuses what it is told to refuse. */
const refusing = (read: EventStore['read']): EventStore =>
  Object.create(store, {
    read: {
      value: (...args: Parameters<EventStore['read']>) => {
        const refusal = args[0].startsWith(STREAM_PREFIXES.sync) ? refusals.shift() : undefined;
        if (refusal) throw refusal;
        return read(...args);
      },
    },
    subscribe: { value: (...args: Parameters<EventStore['subscribe']>) => store.subscribe(...args) },
  }) as EventStore;

async function append(stream: string, type: string, data: object): Promise<number> {
  const last = (await store.readLast(stream))?.revision ?? -1;
  const event = { id: eventId(stream, last + 1), type, data: { ...data }, metadata: {} };
  await store.append(stream, expectedAfter(last), [event]);
  return last + 1;
}
const ask = (school: string) => append(settingsStream(school), 'SyncRequested', { reason: 'a spec' });
const startRun = (school: string, settingsRevision: number) =>
  append(syncStream(school), 'SyncRunStarted', {
    instance: 'a spec',
    deadline: '2026-09-01T02:30:00.000Z',
    basis: { settingsRevision, kinds: [] },
  });

/** In place of the service: starts the runs that it is asked for, save those of schools that are not ready. */
function follow(
  isReady: (school: string) => boolean = () => true,
  retryMs = 60_000,
  read: EventStore['read'] = (...args) => store.read(...args),
): void {
  const syncRequested = async (requests: SyncRequests): Promise<SyncResult> => {
    for (const [school, request] of requests) {
      honoured.push([school, request]);
      if (isReady(school)) await startRun(school, request);
    }
    return { schools: [] };
  };
  const onDeath = (error: unknown) => deaths.push(error);
  const onResult = ({ problem }: SyncResult) => problems.push(problem?.code);
  const silent = () => undefined;
  const stalls = new Stalls({ logger: { warn: silent, info: silent } });
  const logger = { error: (fields: object, message: string) => logged.push({ ...fields, message }) };
  const options = {
    eventStore: refusing(read),
    service: { syncRequested },
    stalls,
    logger,
    onResult,
    onDeath,
  };
  following.push(followRequests({ ...options, retryMs }));
}
const honouredAre = (expected: [string, number][]) =>
  until('requests honoured', () => honoured.length >= expected.length).then(() =>
    expect(honoured).toEqual(expected),
  );

describe('requests for a run', () => {
  it('are honoured when they were made while nobody followed, and when they come', async () => {
    await ask('A');
    follow();
    await honouredAre([['A', 0]]);
    await ask('B');
    await honouredAre([['A', 0], ['B', 0]]); // prettier-ignore
  });

  it('are honoured once: after a restart only what no run was started for', async () => {
    await ask('A');
    await startRun('A', 0);
    await ask('B');
    follow();
    await honouredAre([['B', 0]]);
    await following.pop()?.stop();
    follow();
    await ask('C');
    await honouredAre([['B', 0], ['C', 0]]); // prettier-ignore
  });

  it('are not honoured by a run that was started on older settings', async () => {
    await startRun('A', -1);
    await ask('A');
    await startRun('A', -1);
    follow();
    await honouredAre([['A', 0]]);
  });

  it('of one school are honoured together by one run', async () => {
    for (let times = 0; times < 3; times += 1) await ask('A');
    follow();
    await honouredAre([['A', 2]]);
  });

  it('are tried again when the event store did not answer, before or after the run', async () => {
    refusals = [new EventStoreUnavailable('away')];
    let tries = 0;
    await ask('A');
    follow(() => {
      tries += 1;
      if (tries === 1) refusals = [new EventStoreUnavailable('away again')];
      return tries === 2;
    }, 1);
    await honouredAre([['A', 0], ['A', 0]]); // prettier-ignore
    expect(problems.slice(0, 3)).toEqual(['EVENT_STORE_UNAVAILABLE', undefined, 'EVENT_STORE_UNAVAILABLE']);
  });

  it('are followed no longer after an error that nobody foresaw', async () => {
    refusals = [new TypeError('a defect')];
    await ask('A');
    follow();
    await until('the end', () => deaths.length > 0);
    expect(deaths.splice(0)).toEqual([new TypeError('a defect')]);
    expect(honoured).toEqual([]);
  });

  it.each([
    ['is damaged', 'EVENT_DAMAGED'],
    ['has not the form of its type', 'SYNC_EVENT_UNREADABLE'],
  ])(
    'of a school whose history %s keep nobody waiting, and are honoured once it can be read',
    async (_, code) => {
      await append(syncStream('A'), 'SyncRunStarted', {});
      const [event] = [await store.readLast(syncStream('A'))];
      if (!event) throw new Error('Nothing was appended.');
      let looks = 0;
      let isRestored = false;
      const read: EventStore['read'] = (stream, options) => {
        if (stream !== syncStream('A')) return store.read(stream, options);
        looks += 1;
        if (isRestored) return store.read('sync-nobody');
        if (code === 'EVENT_DAMAGED') throw new EventDamaged(event);
        return store.read(stream, options);
      };
      await ask('A');
      await ask('B');
      follow((school) => school !== 'A', 1, read);
      await honouredAre([['B', 0]]);
      await until('several looks', () => looks >= 5);
      expect(logged).toEqual([
        { service: 'wonde-ingest', schoolId: 'A', error: code, message: expect.stringContaining('Restore') },
      ]);
      isRestored = true;
      await until('the request honoured', () => honoured.length >= 2);
      expect(honoured[1]).toEqual(['A', 0]);
    },
  );

  it('wait for a school that is not ready, and are tried again', async () => {
    let tries = 0;
    follow(() => (tries += 1) > 2, 1);
    await ask('A');
    await honouredAre([['A', 0], ['A', 0], ['A', 0]]); // prettier-ignore
  });
});
