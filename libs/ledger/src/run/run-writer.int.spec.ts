import type { Grants, Kind, KindRead, PermittedMessage } from '@gatehouse/contracts';
import {
  digestOfKeys,
  forEachAddOn,
  KINDS,
  ledgerStream,
  settingsStream,
  TOPICS,
} from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';
import { Personal, runKeyId, sealForRun } from '@gatehouse/privacy';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LedgerBench } from '../../testing/ledger-bench.js';
import { isBlocked } from './is-blocked.js';
import { RunWriter } from './run-writer.js';
import type { ReceivedRecord, WriterTools } from './writer-tools.js';

const SCHOOL = 'A1';
const MASTER = Buffer.alloc(32, 3);
const KINDS_TAKEN: Kind[] = ['student', 'contact', 'employee', 'class', 'group'];
const key = (letter: string) => letter.repeat(32);

let bench: LedgerBench;
let store: EventStore;
let keyRing: KeyRing;
beforeEach(() => {
  bench = new LedgerBench();
  ({ store, keyRing } = bench);
});
afterEach(() => bench.close());

/** A writer of one ledger that lets in every student who is not blocked. */
const writerOn = (eventStore: EventStore): RunWriter => {
  const tools: WriterTools = {
    eventStore,
    keyRing,
    masterKey: MASTER,
    actor: 'contact-filter',
    topic: TOPICS.permittedRecords,
    addOns: ['parent-portal'],
    kinds: KINDS_TAKEN,
    decide: ({ message, record, run, state }) => {
      const about = { kind: message.kind, recordKey: message.recordKey };
      return isBlocked(run, state, message.recordKey, undefined)
        ? { ...about, outcome: 'excluded', reasons: ['PERSON_BLOCKED'] }
        : { ...about, outcome: 'imported', document: new Personal(record.fields), fields: ['forename'] };
    },
    now: () => new Date(),
    onFailedRecord: () => undefined,
  };
  return new RunWriter(tools);
};

/** A store of the same ledgers whose appends to them wait for a word. */
function halted() {
  let go: () => void = () => undefined;
  let reach: () => void = () => undefined;
  const word = new Promise<void>((resolve) => (go = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const slow: EventStore = Object.create(store, {
    append: {
      value: async (...given: Parameters<EventStore['append']>) => {
        if (given[0].startsWith('ledger-')) {
          reach();
          await word;
        }
        return store.append(...given);
      },
    },
    read: { value: store.read.bind(store) },
    readLast: { value: store.readLast.bind(store) },
  }) as EventStore;
  return { slow, reached, go };
}

/** The messages of a run in which these students were read. */
async function runOf(run: number, students: string[], settingsRevision = -1, fences: number | null = null) {
  const [made] = await keyRing.ensure([runKeyId(SCHOOL, run)]);
  if (made?.state !== 'active') throw new Error('no key');
  const plan = { state: 'ready', missing: [], features: ['core'] } as const;
  const grants: Grants = forEachAddOn(() => ({ student: ['forename'] }));
  const basis = {
    access: 'approved' as const,
    settingsRevision,
    approved: [],
    addOns: forEachAddOn(() => ({ ...plan, missing: [], features: ['core'] })),
    kinds: ['student' as const],
  };
  const kinds = Object.fromEntries(
    KINDS.map((kind): [string, KindRead] => [kind, { state: 'not-permitted' }]),
  ) as Record<Kind, KindRead>;
  kinds.student = { state: 'read', count: students.length, digest: digestOfKeys(students), unidentified: 0 };
  const common = { schoolId: SCHOOL, run };
  const records = students.map((recordKey): PermittedMessage => {
    const place = { ...common, topic: TOPICS.permittedRecords, kind: 'student' as const, recordKey };
    const content = new Personal({
      'parent-portal': { kind: 'student', fields: { forename: recordKey[0] } },
    });
    const sealed = sealForRun(made.key, place, content);
    return {
      type: 'record',
      ...common,
      kind: 'student',
      recordKey,
      observedAt: '2026-09-01T02:00:00Z',
      sealed,
    };
  });
  const opened = {
    type: 'run-opened',
    ...common,
    deadline: '2026-09-01T02:30:00Z',
    basis,
    fences,
    permissionsRevision: 0,
    grants,
  } as PermittedMessage;
  const messages = [opened, ...records, { type: 'run-closed', ...common, kinds } as PermittedMessage];
  return messages.map((message, n): ReceivedRecord => ({ id: `m/${n}`, message }));
}

const endRun = (run: number) => keyRing.destroy([runKeyId(SCHOOL, run)]);
const block = (recordKey: string) =>
  store.append(settingsStream(SCHOOL), 'no-stream', [
    {
      id: '6b1c7a52-3c0d-5f0e-9a1e-6d2f0c5b8e11',
      type: 'PersonBlocked',
      data: { recordKey, reason: 'decided' },
      metadata: { schemaVersion: 1, actor: 'the office', recordedAt: '2026-09-01T03:00:00Z' },
    },
  ]);

async function lines(): Promise<string[]> {
  const said: string[] = [];
  for await (const events of store.read(ledgerStream(SCHOOL, 'parent-portal'))) {
    for (const { type, data, metadata } of events)
      said.push(`${String(metadata['run'])} ${type} ${String(data['recordKey'] ?? '')[0] ?? ''}`.trim());
  }
  return said;
}

describe('a writer that was held up', () => {
  it('writes nothing once its run was closed by another and a newer one has decided', async () => {
    const { slow, reached, go } = halted();
    const four = await runOf(4, [key('a'), key('b')]);
    const late = writerOn(slow).handle(SCHOOL, four);
    await reached;
    const other = writerOn(store);
    await other.handle(SCHOOL, four);
    await endRun(4);
    await block(key('a'));
    await other.handle(SCHOOL, await runOf(5, [key('a'), key('b'), key('c')], 0));
    await endRun(5);
    const before = await lines();
    expect(before).toEqual([
      '4 StudentImported a',
      '4 StudentImported b',
      '5 StudentExcluded a',
      '5 StudentImported c',
    ]);
    go();
    await late;
    expect(await lines()).toEqual(before);
  });

  it('fails on its expected revision when the newer run fenced it off, and gives the run up', async () => {
    const { slow, reached, go } = halted();
    const late = writerOn(slow).handle(SCHOOL, await runOf(4, [key('a')]));
    await reached;
    await writerOn(store).handle(SCHOOL, await runOf(5, [key('b')], -1, 4));
    const before = await lines();
    expect(before).toEqual(['5 RunFenced', '5 StudentImported b']);
    go();
    await late;
    expect(await lines()).toEqual(before);
  });

  it('reads on and decides again when another consumer of its group wrote in the same run', async () => {
    const { slow, reached, go } = halted();
    const four = await runOf(4, [key('a'), key('b')]);
    const late = writerOn(slow).handle(SCHOOL, four);
    await reached;
    await writerOn(store).handle(SCHOOL, four.slice(0, 2));
    go();
    await late;
    expect(await lines()).toEqual(['4 StudentImported a', '4 StudentImported b']);
    const closing = await store.readLast('closings-A1.parent-portal');
    expect(closing?.data).toMatchObject({ run: 4, outcome: 'closed', lastClosed: 4, size: 2 });
  });

  it('writes nothing of a run whose key is gone', async () => {
    const four = await runOf(4, [key('a'), key('b')]);
    const writer = writerOn(store);
    await writer.handle(SCHOOL, four.slice(0, 2));
    await endRun(4);
    await writer.handle(SCHOOL, four.slice(2));
    expect(await lines()).toEqual(['4 StudentImported a']);
    expect(await store.readLast('closings-A1.parent-portal')).toBeUndefined();
  });
});
