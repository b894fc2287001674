import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddOn } from '@gatehouse/schemas';
import { hiddenStream, LedgerHidden, LedgerShown, TOPICS } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { EventDamaged } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import type { MessageBus, OutgoingMessage } from '@gatehouse/message-bus';
import type { Engines } from '@gatehouse/service';
import { Stalls } from '@gatehouse/service';
import { until } from '@gatehouse/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HiddenLedgers } from './hidden-ledgers.js';

const AT = '2026-09-01T02:00:00.000Z';
const silent = () => undefined;

let folder: string;
let store: EventStore;
/** The schools whose writers were told to look again, each time. */
let told: string[][];
/** How often the bus still refuses. */
let refusals: number;
let hidden: HiddenLedgers;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hidden-'));
  store = openEmbeddedEventStore(path.join(folder, 'events.db'));
  told = [];
  refusals = 0;
  hidden = new HiddenLedgers();
});
afterEach(async () => {
  await hidden.stop();
  await store.close();
  rmSync(folder, { recursive: true });
});

async function starts(): Promise<void> {
  const publish = async (topic: string, messages: readonly OutgoingMessage[]) => {
    if ((refusals -= 1) >= 0) throw new Error('It refuses.');
    expect(topic).toBe(TOPICS.lookAgain);
    told.push(messages.map(({ key }) => key));
  };
  const bus: Partial<MessageBus> = { publish };
  const engines = { eventStore: store, bus } as unknown as Engines;
  const stalls = new Stalls({ logger: { warn: silent, info: silent } });
  await hidden.start({ engines, stalls }, silent, 1);
}

/** As a writer says it that cannot apply what restricts, or can again. */
async function said(type: string, schoolId: string, addOn: AddOn = 'parent-portal'): Promise<void> {
  const stream = hiddenStream(schoolId, addOn);
  const last = await store.readLast(stream);
  const data = type === LedgerHidden.type ? { from: AT, error: 'TypeError' } : {};
  const metadata = { schemaVersion: 1, actor: 'contact-filter', recordedAt: AT };
  await store.append(stream, last?.revision ?? 'no-stream', [{ id: randomUUID(), type, data, metadata }]);
}
const hides = (schoolId: string, addOn?: AddOn) => said(LedgerHidden.type, schoolId, addOn);
const shows = (schoolId: string, addOn?: AddOn) => said(LedgerShown.type, schoolId, addOn);

/** The writers of just these schools are told, again and again. */
async function areTold(...schools: string[]): Promise<void> {
  const isSo = () => JSON.stringify(told.at(-1)) === JSON.stringify(schools);
  const options = { withinMs: 10_000, seen: () => told.at(-1) };
  await until(`${schools.join(', ')} told`, isSo, options);
  const before = told.length;
  await until(`${schools.join(', ')} told again`, () => told.length >= before + 3, options);
  expect(told.slice(before)).toEqual(told.slice(before).map(() => schools));
}

describe('the writers of a school with a ledger to which what restricts cannot be applied', () => {
  beforeEach(starts);

  it('are told to look again until it succeeded, and then no more', async () => {
    await hides('A1');
    await hides('A2');
    await areTold('A1', 'A2');
    await shows('A1');
    await areTold('A2');
  });

  it('are told until it succeeded in each of its ledgers', async () => {
    await hides('A1', 'parent-portal');
    await hides('A1', 'email-text');
    await shows('A1', 'parent-portal');
    await hides('A2');
    await areTold('A1', 'A2');
    await shows('A1', 'email-text');
    await areTold('A2');
  });

  it('are told when it fails anew', async () => {
    await hides('A1');
    await shows('A1');
    await hides('A2');
    await areTold('A2');
    await hides('A1');
    await areTold('A2', 'A1');
  });

  it('are told although the bus refused', async () => {
    refusals = 2;
    await hides('A1');
    await areTold('A1');
  });
});

describe('after a restart', () => {
  it('they are told, as the ledgers stand: whose ledger is shown again are not', async () => {
    await hides('A1');
    await shows('A1');
    await hides('A2');
    await hides('A3', 'email-text');
    await starts();
    await hidden.learn(store, ['A1', 'A2', 'A3', 'A4']);
    await areTold('A2', 'A3');
  });

  it('they are told until it succeeded, and then no more', async () => {
    await hides('A1');
    await hides('A2');
    await starts();
    await hidden.learn(store, ['A1', 'A2']);
    await areTold('A1', 'A2');
    await shows('A1');
    await areTold('A2');
  });
});

describe('of a ledger of which it cannot be read whether it is hidden', () => {
  it('the writers are told, until one says that it is shown', async () => {
    await shows('A1');
    await hides('A2');
    await starts();
    const readLast: EventStore['readLast'] = async (stream) => {
      const last = await store.readLast(stream);
      if (last && stream === hiddenStream('A1', 'parent-portal')) {
        throw new EventDamaged({ ...last, data: {}, metadata: {}, damaged: true });
      }
      return last;
    };
    await hidden.learn({ readLast } as EventStore, ['A1', 'A2']);
    await areTold('A1', 'A2');
    await hides('A1');
    await shows('A1');
    await areTold('A2');
  });
});

describe('what is learned late', () => {
  /** As the event store, which says what stands last only when something else has been appended since, and was followed. */
  const late = (meanwhile: () => Promise<void>) =>
    ({
      readLast: async (stream: string) => {
        const last = await store.readLast(stream);
        if (stream === hiddenStream('A1', 'parent-portal')) await meanwhile();
        return last;
      },
    }) as EventStore;

  it('hides nothing that is shown since', async () => {
    await hides('A1');
    await starts();
    await hidden.learn(
      late(async () => {
        await hides('A2');
        await shows('A1');
        await areTold('A2');
      }),
      ['A1'],
    );
    await areTold('A2');
  });

  it('shows nothing that is hidden since', async () => {
    await hides('A1');
    await shows('A1');
    await starts();
    await hidden.learn(
      late(async () => {
        await hides('A1');
        await areTold('A1');
      }),
      ['A1'],
    );
    await areTold('A1');
  });
});
