import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Basis, RecordMessage, RunName, RunOpened } from '@gatehouse/schemas';
import { forEachAddOn, SyncRunStarted, syncStream, TOPICS } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import type { IncomingMessage, OutgoingMessage } from '@gatehouse/message-bus';
import type { ServiceHost } from '@gatehouse/service';
import { runKey } from '@gatehouse/service';
import type { KeyStore } from '@gatehouse/privacy';
import { KeyRing, KeyStoreUnavailable, Personal, runKeyId, sealForRun } from '@gatehouse/privacy';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PermitRun } from './permit-run.js';

const MASTER = Buffer.alloc(32, 7);
const NOW = '2026-09-01T02:00:00.000Z';
const addOns = forEachAddOn(() => ({ state: 'ready' as const, missing: [], features: ['core' as const] }));
const basis: Basis = { access: 'approved', settingsRevision: -1, approved: [], addOns, kinds: ['student'] };

let folder: string;
let opened: { close(): Promise<void> }[];
let eventStore: EventStore;
/** Which of several key stores the service finds. */
let keys: KeyStore;
let isAway: boolean;
/** What was passed on to the writer of people: `A1 record`. */
let passedOn: string[];
let permitRun: PermitRun;

const open = <T extends { close(): Promise<void> }>(engine: T): T => {
  opened.push(engine);
  return engine;
};
const keyStoreIn = (name: string) => open(openEmbeddedKeyStore(path.join(folder, name)));

beforeEach(() => {
  jest.useFakeTimers();
  folder = mkdtempSync(path.join(tmpdir(), 'permit-run-'));
  opened = [];
  eventStore = open(openEmbeddedEventStore(path.join(folder, 'events.db')));
  keys = keyStoreIn('keys.db');
  isAway = false;
  passedOn = [];
  const keyStore: Partial<KeyStore> = {
    get: async (ids) => {
      if (isAway) throw new KeyStoreUnavailable('away');
      return keys.get(ids);
    },
  };
  const publish = async (topic: string, messages: readonly OutgoingMessage[]) => {
    if (topic !== TOPICS.permittedRecords) return;
    passedOn.push(...messages.map(({ key, value }) => `${key} ${(value as { type: string }).type}`));
  };
  const silent = () => undefined;
  permitRun = new PermitRun({
    engines: { eventStore, keyStore, bus: { publish }, readModels: {}, masterKey: MASTER },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    now: () => new Date(NOW),
    onFatal: silent,
  } as unknown as ServiceHost);
  permitRun.onModuleInit();
});
afterEach(async () => {
  permitRun.onApplicationShutdown();
  jest.useRealTimers();
  for (const engine of opened) await engine.close();
  rmSync(folder, { recursive: true });
});

const minutePasses = () => jest.advanceTimersByTimeAsync(60_000);
const comes = (value: RunOpened | RecordMessage): Promise<void> => {
  const message: IncomingMessage = {
    topic: TOPICS.records,
    key: value.schoolId,
    value,
    headers: {},
    id: `records/0/${randomUUID()}`,
  };
  return permitRun.handle([message]);
};

/** A run that was opened here. */
async function runOf(schoolId: string): Promise<RunName> {
  const runId = randomUUID();
  const data = { instance: 'a spec', deadline: NOW, basis };
  const metadata = { schemaVersion: 1, actor: 'a spec', recordedAt: NOW };
  const started = { id: runId, type: SyncRunStarted.type, data: { ...data }, metadata };
  await eventStore.append(syncStream(schoolId), 'no-stream', [started]);
  const run = { schoolId, run: 0, runId };
  await new KeyRing(keys, MASTER).ensure([runKeyId(run)]);
  await comes({ type: 'run-opened', ...run, deadline: NOW, basis, fences: null });
  return run;
}

/** A record of the run, sealed while its key is there. */
async function recordOf(run: RunName): Promise<RecordMessage> {
  const place = { ...run, kind: 'student' as const, recordKey: 'a'.repeat(32) };
  const key = await runKey(new KeyRing(keys, MASTER), run);
  if (!key) throw new Error('The run has no key.');
  const content = new Personal({ kind: 'student', fields: {} });
  const sealed = sealForRun(key, { ...place, topic: TOPICS.records }, content);
  return { type: 'record', ...place, observedAt: NOW, sealed };
}

const keyIsDestroyed = (run: RunName) => keys.destroy([runKeyId(run)]);
/** @returns what puts a key store in place that was restored from a backup made now. */
async function backUpKeyOf(run: RunName): Promise<() => Promise<void>> {
  const id = runKeyId(run);
  const [kept] = await keys.get([id]);
  if (kept?.state !== 'active') throw new Error('The run has no key.');
  const { wrapped } = kept;
  return async () => {
    keys = keyStoreIn('restored-keys.db');
    await keys.ensure([{ id, wrapped }]);
  };
}

describe('a run whose key is destroyed', () => {
  it('has its records dropped, which were passed on before', async () => {
    const run = await runOf('A1');
    const record = await recordOf(run);
    await comes(record);
    await keyIsDestroyed(run);
    await comes(record);
    expect(passedOn).toEqual(['A1 run-opened', 'A1 record']);
  });

  it('is forgotten within a minute, where nothing more comes of it: no key that is restored brings it back', async () => {
    const run = await runOf('A1');
    const record = await recordOf(run);
    const restore = await backUpKeyOf(run);
    await keyIsDestroyed(run);
    await minutePasses();
    await restore();
    await comes(record);
    expect(passedOn).toEqual(['A1 run-opened']);
  });

  it('is forgotten a minute later where the key store was away', async () => {
    const run = await runOf('A1');
    const record = await recordOf(run);
    const restore = await backUpKeyOf(run);
    await keyIsDestroyed(run);
    isAway = true;
    await minutePasses();
    isAway = false;
    await minutePasses();
    await restore();
    await comes(record);
    expect(passedOn).toEqual(['A1 run-opened']);
  });
});

describe('a run that is open', () => {
  it('is passed on after a minute as before, beside one that has ended, and although the key store was away', async () => {
    const ended = await runOf('A1');
    const run = await runOf('A2');
    await keyIsDestroyed(ended);
    await minutePasses();
    isAway = true;
    await minutePasses();
    isAway = false;
    await comes(await recordOf(run));
    expect(passedOn).toEqual(['A1 run-opened', 'A2 run-opened', 'A2 record']);
  });
});
