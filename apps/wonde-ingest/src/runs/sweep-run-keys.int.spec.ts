import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { syncStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { EventDamaged } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import type { Engines } from '@gatehouse/service';
import type { KeyStore } from '@gatehouse/privacy';
import { eventId, KeyRing, KeyStoreUnavailable, runKeyId } from '@gatehouse/privacy';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { until } from '@gatehouse/testing';
import { destroyDeadRunKeys } from './destroy-dead-run-keys.js';
import { sweepRunKeys } from './sweep-run-keys.js';

const HOUR_MS = 60 * 60 * 1000;
const STARTED = new Date('2026-08-31T02:00:00.000Z');

let folder: string;
let eventStore: EventStore;
let keyStore: KeyStore;
let keyRing: KeyRing;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'run-keys-'));
  eventStore = openEmbeddedEventStore(path.join(folder, 'events.db'));
  keyStore = openEmbeddedKeyStore(path.join(folder, 'keys.db'));
  keyRing = new KeyRing(keyStore, Buffer.alloc(32, 1));
});
afterEach(async () => {
  await eventStore.close();
  await keyStore.close();
  rmSync(folder, { recursive: true });
});

/** A run that an instance has started, with its key. */
async function startRun(schoolId: string, instance: string, at: Date): Promise<void> {
  const stream = syncStream(schoolId);
  const metadata = { schemaVersion: 1, actor: 'wonde-ingest', recordedAt: at.toISOString() };
  const event = { id: eventId(stream, 0), type: 'SyncRunStarted', data: { instance }, metadata };
  await eventStore.append(stream, 'no-stream', [event]);
  await keyRing.ensure([runKeyId({ schoolId, run: 0, runId: event.id })]);
}
const keyOf = (schoolId: string) => runKeyId({ schoolId, run: 0, runId: eventId(syncStream(schoolId), 0) });
const after = (hours: number) => new Date(STARTED.getTime() + hours * HOUR_MS);
async function keys(): Promise<string[]> {
  const active: string[] = [];
  for await (const ids of keyRing.active('run/')) active.push(...ids);
  return active;
}

describe('the keys of dead runs', () => {
  it('are destroyed at a restart if the instance made them, whatever their age', async () => {
    await startRun('A', 'mine', STARTED);
    await startRun('B', 'another', STARTED);
    await destroyDeadRunKeys(eventStore, keyRing, after(1), 'mine');
    expect(await keys()).toEqual([keyOf('B')]);
  });

  it.each([
    [22.9, [keyOf('A')]],
    [23.1, []],
  ])('are kept or destroyed after %d hours: %j left', async (hours, left) => {
    await startRun('A', 'another', STARTED);
    await destroyDeadRunKeys(eventStore, keyRing, after(hours));
    expect(await keys()).toEqual(left);
  });

  it('go where the event store has lost their run, or never had it; a run of an earlier version has no id', async () => {
    await startRun('A', 'another', STARTED);
    const old = { schoolId: 'A', run: 0 };
    await keyRing.ensure([
      runKeyId({ ...old, runId: eventId('another past') }),
      runKeyId({ ...old, run: 7, runId: eventId('lost') }),
      runKeyId(old),
    ]);
    await destroyDeadRunKeys(eventStore, keyRing, after(1));
    expect(await keys()).toEqual([runKeyId(old), keyOf('A')]);
  });

  it.each([
    [
      'cannot be read',
      (event: RecordedEvent): RecordedEvent => ({ ...event, data: {}, metadata: {}, damaged: true }),
    ],
    ['does not say when it was', (event: RecordedEvent): RecordedEvent => ({ ...event, metadata: {} })],
    ['does not say whose it was', (event: RecordedEvent): RecordedEvent => ({ ...event, data: {} })],
  ])('go where the beginning of their run %s, and no other for that', async (_, altered) => {
    await startRun('A', 'another', STARTED);
    await startRun('B', 'another', STARTED);
    const read: EventStore['read'] = async function* (stream, options) {
      for await (const events of eventStore.read(stream, options)) {
        const made = stream === syncStream('A') ? events.map(altered) : events;
        const damaged = made.find((event) => event.damaged);
        if (damaged) throw new EventDamaged(damaged);
        yield made;
      }
    };
    await destroyDeadRunKeys({ read } as EventStore, keyRing, after(1), 'mine');
    expect(await keys()).toEqual([keyOf('B')]);
  });

  it('go without any restart, also after a look that failed; keys of living runs stay', async () => {
    await startRun('A', 'one that never came back', STARTED);
    await startRun('B', 'mine', after(24));
    const warnings: unknown[] = [];
    const silent = () => undefined;
    const logger = {
      debug: silent,
      info: silent,
      warn: (fields: object) => warnings.push(fields),
      error: silent,
    };
    const stop = new AbortController();
    let looks = 0;
    const now = () => {
      looks += 1;
      if (looks === 1) throw new KeyStoreUnavailable('away');
      return after(24);
    };
    const host = { engines: { eventStore } as Engines, logger, now };
    const sweeping = sweepRunKeys(host, keyRing, stop.signal, 1);
    await until('the old key destroyed', async () => !(await keys()).includes(keyOf('A')));
    stop.abort();
    await sweeping;
    expect(await keys()).toEqual([keyOf('B')]);
    expect(warnings).toEqual([{ service: 'wonde-ingest', error: 'KEY_STORE_UNAVAILABLE' }]);
  });
});
