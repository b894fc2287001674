import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SyncRunStarted, syncStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent, SubscribeOptions } from '@gatehouse/event-store';
import { EventDamaged, EventStoreUnavailable } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import type { ServiceHost } from '@gatehouse/service';
import { Stalls } from '@gatehouse/service';
import { KeyRing, newestRunKeyId } from '@gatehouse/privacy';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { ReadModelsUnavailable } from '@gatehouse/read-models';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import { until } from '@gatehouse/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CONFIRMED, LAST_EVENT, SCHOOLS, SCHOOLS_OWNER } from '../collections.js';
import { readAllTips } from '../stores/tips.js';
import { ProjectorTrust } from '../stores/trust.js';
import { ProjectorService } from './projector.service.js';

const STREAM = syncStream('A1');
const NOW = new Date('2026-09-01T02:00:00.000Z');

let folder: string;
let opened: { close(): Promise<void> }[];
let models: ReturnType<typeof openEmbeddedReadModels>;
/** Which of several event stores the service finds, and what it has asked to be told of it. */
let store: EventStore;
let followed: SubscribeOptions;
let isAway: boolean;
let trust: ProjectorTrust;
let service: ProjectorService;
let keyRing: KeyRing;
let errors: object[];

const here = (name: string) => path.join(folder, name);
const open = <T extends { close(): Promise<void> }>(engine: T): T => {
  opened.push(engine);
  return engine;
};
/** Called when the store is asked for events. */
let onRead: () => void = () => undefined;
const answering = <T>(ask: () => Promise<T>) =>
  isAway ? Promise.reject(new EventStoreUnavailable('It is away.')) : ask();

/** Whatever store is there, as the service finds it; what is followed is delivered by the spec. */
const found: EventStore = {
  append: (...asked) => store.append(...asked),
  read: (...asked) => {
    onRead();
    return store.read(...asked);
  },
  readLast: (stream) => answering(() => store.readLast(stream)),
  lastPosition: (prefixes) => answering(() => store.lastPosition(prefixes)),
  subscribe: (options) => {
    followed = options;
    return { stop: async () => undefined, ended: new Promise(() => undefined) };
  },
  close: async () => undefined,
};

/** How many more calls of the read models are not answered, by which of them. */
let unanswered: { [method: string]: number };
const shaky = (all: typeof models): typeof models =>
  new Proxy(all, {
    get: (target, name: string) => {
      const method = Reflect.get(target, name) as (...asked: unknown[]) => Promise<unknown>;
      return (...asked: unknown[]) => {
        if (!unanswered[name]) return method.apply(target, asked);
        unanswered[name] -= 1;
        return Promise.reject(new ReadModelsUnavailable('Away.'));
      };
    },
  });

beforeEach(() => {
  unanswered = {};
  folder = mkdtempSync(path.join(tmpdir(), 'projector-'));
  opened = [];
  models = open(openEmbeddedReadModels(here('read-models.db')));
  store = open(openEmbeddedEventStore(here('events.db')));
  isAway = false;
  onRead = () => undefined;
  const silent = () => undefined;
  errors = [];
  const error = (fields: object) => void errors.push(fields);
  const logger = { debug: silent, info: silent, warn: silent, error };
  const keyStore = open(openEmbeddedKeyStore(here('keys.db')));
  keyRing = new KeyRing(keyStore, Buffer.alloc(32, 7));
  const host = {
    engines: { eventStore: found, readModels: shaky(models), keyStore, masterKey: Buffer.alloc(32, 7) },
    logger,
    now: () => NOW,
    stalls: new Stalls({ logger }),
    handlerLimitMs: 1_000,
    onFatal: silent,
  } as unknown as ServiceHost;
  trust = new ProjectorTrust();
  service = new ProjectorService(host, trust);
});
afterEach(async () => {
  await service.onApplicationShutdown();
  for (const engine of opened) await engine.close();
  rmSync(folder, { recursive: true });
});

/** A run begins: appended, and given as the projector is given it. */
async function runBegins(more: { disagreement?: string } = {}): Promise<RecordedEvent> {
  const last = await store.readLast(STREAM);
  const data = { instance: 'a spec', deadline: NOW.toISOString(), basis: {}, ...more };
  const metadata = { schemaVersion: 1, actor: 'a spec', recordedAt: NOW.toISOString() };
  const event = { id: randomUUID(), type: SyncRunStarted.type, data, metadata };
  await store.append(STREAM, last?.revision ?? 'no-stream', [event]);
  const recorded = await store.readLast(STREAM);
  if (!recorded) throw new Error('Nothing was appended.');
  return recorded;
}
const deliver = (event: RecordedEvent) => followed.onBatch([event], event.position);
const lastProjected = async () =>
  (JSON.parse((await models.checkpoint(LAST_EVENT)) ?? '{}') as { id?: string }).id;

describe('the projector', () => {
  it('confirms the lists when it has projected what stood in the event store, and remembers when', async () => {
    const event = await runBegins();
    await service.onModuleInit();
    expect(trust.isStarting).toBe(true);
    await deliver(event);
    await until('they are confirmed', () => !trust.isStarting);
    expect(trust.confirmedAt).toEqual(NOW);
    expect(await models.checkpoint(CONFIRMED)).toBe(NOW.toISOString());
  });

  it('holds a school back of whose runs the last cannot be read, and starts for the others', async () => {
    await runBegins();
    const last = await store.readLast(STREAM);
    const damaged = { ...last, data: {}, metadata: {}, damaged: true } as RecordedEvent;
    const whole = store;
    // The key store knows a newer run of this school, so that it is asked where the school's runs end.
    await keyRing.ensure([newestRunKeyId({ schoolId: 'A1', run: 7, runId: randomUUID() })]);
    await models.write([
      { collection: SCHOOLS, schoolId: SCHOOLS_OWNER, id: 'A1', rev: 0, document: { id: 'A1' } },
    ]);
    store = {
      append: (...asked) => whole.append(...asked),
      read: (...asked) => whole.read(...asked),
      readLast: () => Promise.reject(new EventDamaged(damaged)),
      subscribe: (options) => whole.subscribe(options),
      lastPosition: (prefixes) => whole.lastPosition(prefixes),
      close: () => whole.close(),
    };
    await service.onModuleInit();
    const school = await models.get(SCHOOLS, SCHOOLS_OWNER, 'A1');
    expect(school?.document['suspended']).toMatchObject({ why: 'restored', afterRun: 0 });
    expect(errors).toMatchObject([{ schoolId: 'A1', disagreement: 'keys-ahead' }]);
  });

  it('shows them as they were where the event store goes away before it has come so far', async () => {
    await models.saveCheckpoint(CONFIRMED, '2026-08-31T12:00:00.000Z');
    await runBegins();
    await service.onModuleInit();
    isAway = true;
    followed.onInterrupted?.(new EventStoreUnavailable('It is away.'));
    await until('they are shown', () => !trust.isStarting);
    expect(trust.confirmedAt).toEqual(new Date('2026-08-31T12:00:00.000Z'));
  });
});

describe('a key store that knows a run which the event store does not have', () => {
  it('is noticed at the start', async () => {
    await runBegins();
    await keyRing.ensure([newestRunKeyId({ schoolId: 'A1', run: 7, runId: randomUUID() })]);
    await service.onModuleInit();
    expect(errors).toEqual([
      expect.objectContaining({ error: 'STORES_DISAGREE', disagreement: 'keys-ahead', schoolId: 'A1' }),
    ]);
  });

  it('holds the school back by what the run that found it says, though the key store has forgotten it', async () => {
    await service.onModuleInit();
    await deliver(await runBegins({ disagreement: 'keys-ahead' }));
    const school = await models.get(SCHOOLS, SCHOOLS_OWNER, 'A1');
    expect(school?.document).toMatchObject({ suspended: { why: 'restored' } });
  });
});

describe('where an engine does not answer while a batch is projected', () => {
  it.each(['write', 'saveCheckpoint', 'checkpoint', 'get'])(
    'it is projected once it does: %s',
    async (method) => {
      await service.onModuleInit();
      for (const times of [1, 2, 3]) {
        const event = await runBegins();
        unanswered = { [method]: times };
        await deliver(event);
        expect(await lastProjected()).toBe(event.id);
        expect((await readAllTips(models)).get('A1')?.run?.id).toBe(event.id);
      }
    },
  );

  it('it is given up where the service stops meanwhile', async () => {
    await service.onModuleInit();
    unanswered = { write: 1000, get: 1000, list: 1000 };
    const delivered = deliver(await runBegins());
    await service.onApplicationShutdown();
    await expect(delivered).rejects.toMatchObject({ code: 'READ_MODELS_UNAVAILABLE' });
  });
});

describe('a batch that hangs', () => {
  it('is given up, so that the subscription ends, and the process with it', async () => {
    await service.onModuleInit();
    const before = await lastProjected();
    // As no engine of the process does, which are guarded.
    jest.spyOn(models, 'get').mockReturnValue(new Promise(() => undefined));
    await expect(deliver(await runBegins())).rejects.toMatchObject({ code: 'HANDLER_HUNG' });
    expect(await lastProjected()).toBe(before);
  });
});

describe('after the event store was away', () => {
  beforeEach(async () => {
    await service.onModuleInit();
    await deliver(await runBegins());
    followed.onInterrupted?.(new EventStoreUnavailable('It is away.'));
  });

  it('the projector goes on where it is the same', async () => {
    followed.onInterrupted?.(undefined);
    const event = await runBegins();
    await deliver(event);
    expect(await lastProjected()).toBe(event.id);
  });

  it('it projects nothing of one that has another history', async () => {
    const before = await lastProjected();
    store = open(openEmbeddedEventStore(here('other-events.db')));
    followed.onInterrupted?.(undefined);
    await expect(deliver(await runBegins())).rejects.toMatchObject({ code: 'EVENT_STORE_REPLACED' });
    expect(await lastProjected()).toBe(before);
  });

  it('it compares again where the event store was away meanwhile, too, and came back with another history', async () => {
    const event = await runBegins();
    followed.onInterrupted?.(undefined);
    onRead = () => {
      onRead = () => undefined;
      followed.onInterrupted?.(new EventStoreUnavailable('Away once more.'));
    };
    await deliver(event);
    store = open(openEmbeddedEventStore(here('other-events.db')));
    await expect(deliver(await runBegins())).rejects.toMatchObject({ code: 'EVENT_STORE_REPLACED' });
  });

  it('it compares again where that could not be done yet', async () => {
    const other = open(openEmbeddedEventStore(here('other-events.db')));
    let asked = 0;
    store = {
      ...found,
      read: () => {
        asked += 1;
        throw new EventStoreUnavailable('Still away.');
      },
    };
    const event = {
      ...(await other.readLast(STREAM)),
      stream: 'sync-A2',
      revision: 0,
      position: '9',
      type: 'X',
      data: {},
      id: 'x',
      metadata: {},
    };
    const delivered = deliver(event);
    await until('it was asked twice', () => asked > 1);
    store = other;
    await expect(delivered).rejects.toMatchObject({ code: 'EVENT_STORE_REPLACED' });
  });
});
