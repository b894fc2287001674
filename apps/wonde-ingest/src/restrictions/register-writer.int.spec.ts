import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RestrictingLink } from '@gatehouse/schemas';
import { restrictionsStream, syncStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import type { RegisterEvent, Sight } from '@gatehouse/policy';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SyncStreamMoved } from '../runs/append-sync-event.js';
import { RegisterWriter } from './register-writer.js';

const SCHOOL = 'A1';
const key = (n: number) => n.toString(16).padStart(32, '0');

let folder: string;
let store: EventStore;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'register-'));
  store = openEmbeddedEventStore(path.join(folder, 'events.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function startRun(): Promise<number> {
  const stream = syncStream(SCHOOL);
  const last = await store.readLast(stream);
  const metadata = { schemaVersion: 1, recordedAt: '2026-09-01T02:00:00.000Z' };
  const event = { id: randomUUID(), type: 'SyncRunStarted', data: { basis: {} }, metadata };
  const result = await store.append(stream, last ? last.revision : 'no-stream', [event]);
  return result.ok ? result.revision : -1;
}

/** A writer of a run; nothing may be written for it once a newer run has started. */
async function writerOf(run: number, eventStore = store): Promise<RegisterWriter> {
  const assertOpen = async () => {
    const newest = (await store.readLast(syncStream(SCHOOL)))?.revision ?? -1;
    if (newest > run) throw new SyncStreamMoved(SCHOOL);
  };
  const now = () => new Date('2026-09-01T03:00:00Z');
  const writer = new RegisterWriter({ eventStore, schoolId: SCHOOL, run, now, assertOpen });
  await writer.seed();
  return writer;
}

const order = (n: number): RestrictingLink => ({
  row: key(n),
  child: key(n + 10_000),
  input: 'court_order',
  class: 'true',
});
const orders = (...numbers: number[]): RegisterEvent => ({
  type: 'InputsRestrict',
  data: { links: numbers.map(order) },
});
/** Writes the order unless the register knows it. */
const onceOrder =
  (n: number) =>
  ({ register }: Sight): RegisterEvent[] =>
    register.inputsOfRow.has(key(n)) ? [] : [orders(n)];

async function written(): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for await (const events of store.read(restrictionsStream(SCHOOL))) all.push(...events);
  return all;
}
const types = async () => (await written()).map(({ type }) => type);

/** A store that does something before the first append to the register. */
function interruptedStore(before: () => Promise<void>): EventStore {
  let isDone = false;
  return Object.create(store, {
    append: {
      value: async (...given: Parameters<EventStore['append']>) => {
        if (!isDone && given[0] === restrictionsStream(SCHOOL)) {
          isDone = true;
          await before();
        }
        return store.append(...given);
      },
    },
    read: { value: store.read.bind(store) },
    readLast: { value: store.readLast.bind(store) },
  }) as EventStore;
}

describe('a writer of the register', () => {
  it('appends what is new behind what it has read, as events of its run', async () => {
    const writer = await writerOf(await startRun());
    await writer.write(onceOrder(1));
    await writer.write(onceOrder(1));
    expect(await types()).toEqual(['RegisterSeeded', 'InputsRestrict']);
    expect((await written()).at(-1)?.metadata).toMatchObject({ run: 0, actor: 'wonde-ingest' });
    expect(writer.revision).toBe(1);
  });

  it('decides again where another appended in between', async () => {
    const run = await startRun();
    const other = await writerOf(run);
    const seen: number[] = [];
    const writer = await writerOf(
      run,
      interruptedStore(() => other.write(onceOrder(1))),
    );
    await writer.write((sight) => {
      seen.push(sight.register.revision);
      return [...onceOrder(1)(sight), ...onceOrder(2)(sight)];
    });
    expect(seen).toEqual([0, 1]);
    const links = (await written()).flatMap(({ data }) => (data['links'] ?? []) as RestrictingLink[]);
    expect(links).toEqual([order(1), order(2)]);
  });

  it('shares a stream with another: all that both say, each once', async () => {
    const run = await startRun();
    const [one, other] = [await writerOf(run), await writerOf(run)];
    const numbers = Array.from({ length: 20 }, (_, n) => n);
    await Promise.all(
      [one, other].map(async (writer) => {
        for (const n of numbers) await writer.write(onceOrder(n));
      }),
    );
    const rows = (await written()).flatMap(({ data }) =>
      ((data['links'] ?? []) as RestrictingLink[]).map(({ row }) => row),
    );
    expect(rows.sort()).toEqual(numbers.map(key));
  });

  it('cuts lists of more than two thousand entries, which say the same together', async () => {
    const writer = await writerOf(await startRun());
    const numbers = Array.from({ length: 4500 }, (_, n) => n);
    await writer.write(({ register }) => (register.inputs.size === 0 ? [orders(...numbers)] : []));
    const lengths = (await written()).slice(1).map(({ data }) => (data['links'] as unknown[]).length);
    expect(lengths).toEqual([1125, 1125, 1125, 1125]);
    expect(writer.school.register.inputs.size).toBe(4500);
  });

  it('cuts what is too large for an append: nothing that restricts may be lost for it', async () => {
    const writer = await writerOf(await startRun());
    const persons = Array.from({ length: 20 }, (_, n) => key(n));
    const rows = Array.from({ length: 1900 }, (_, n) => ({ row: key(n), persons, children: [key(n)] }));
    const carried: RegisterEvent = { type: 'RowsCarry', data: { kind: 'contact', day: '2026-09-01', rows } };
    await writer.write(({ register }) => (register.inputs.size === 0 ? [carried, orders(1)] : []));
    const lengths = (await written()).flatMap(
      ({ data }) => (data['rows'] as unknown[] | undefined)?.length ?? [],
    );
    expect(lengths.length).toBeGreaterThan(1);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(1900);
    expect(writer.school.register.inputs.size).toBe(1);
  });

  it('says of all pupils together who is gone, so that a new id of a child is no second child', async () => {
    const writer = await writerOf(await startRun());
    const count = 3900;
    const all = (from: number) => Array.from({ length: count }, (_, n) => n + from);
    const pupils = (from: number): RegisterEvent => ({
      type: 'RowsCarry',
      data: {
        kind: 'student',
        day: '2026-09-01',
        rows: all(from).map((n) => ({ row: key(n), persons: [key(n - from + 90_000)] })),
      },
    });
    const whole = (gone: number[], noLonger: number[]): RegisterEvent => ({
      type: 'ReadingWhole',
      data: {
        kind: 'contact',
        day: '2026-09-01',
        had: {},
        noLonger: noLonger.map((n) => ({ row: key(n + 50_000), child: key(n) })),
        again: [],
        pupilsGone: gone.map(key),
        pupilsBack: [],
      },
    });
    const write = async (...events: RegisterEvent[]) => {
      let isWritten = false;
      await writer.write(() => (isWritten ? [] : ((isWritten = true), events)));
    };
    await write(pupils(0), whole([], []));
    await write(pupils(10_000), whole(all(0), all(0)));
    const { register } = writer.school;
    expect((await types()).filter((type) => type === 'ReadingWhole')).toHaveLength(3);
    expect((await written()).at(-1)?.data).not.toHaveProperty('more');
    const apart = all(0).filter((n) => register.areTwoPupils(key(n), key(n + 10_000)));
    expect(apart).toEqual([]);
  });
});

describe('who is alike, in a group too large for an append', () => {
  const count = 50_000;
  const crowd = Array.from({ length: count }, (_, n) => key(n));
  const groups = [[key(90_001), key(90_002)], crowd, [key(90_003), key(90_004)]];
  const alike = ({ register }: Sight): RegisterEvent[] =>
    groups.every((group) => register.areKnownAlike(group)) ? [] : [{ type: 'RowsAlike', data: { groups } }];

  it('is one group all the same, for whoever reads it', async () => {
    const writer = await writerOf(await startRun());
    await writer.write(alike);
    const reader = (await writerOf(0)).school.register;
    for (const register of [writer.school.register, reader]) {
      expect(register.alikeTo(key(0)).size).toBe(count - 1);
      expect(register.areKnownAlike(crowd)).toBe(true);
      expect([...register.alikeTo(key(90_001)).keys()]).toEqual([key(90_002)]);
      expect([...register.alikeTo(key(90_003)).keys()]).toEqual([key(90_004)]);
    }
    const before = (await written()).length;
    await writer.write(alike);
    expect(await written()).toHaveLength(before);
  });

  it('is written anew where only its beginning was', async () => {
    let appends = 0;
    const failing = Object.create(
      interruptedStore(() => Promise.resolve()),
      {
        append: {
          value: (...given: Parameters<EventStore['append']>) => {
            if (given[0] === restrictionsStream(SCHOOL) && (appends += 1) === 3) throw new Error('away');
            return store.append(...given);
          },
        },
      },
    ) as EventStore;
    const first = await writerOf(await startRun(), failing);
    await expect(first.write(alike)).rejects.toThrow('away');
    expect((await written()).at(-1)?.data['groups']).not.toHaveLength(0);
    expect((await writerOf(0)).school.register.areKnownAlike(crowd)).toBe(false);
    const second = await writerOf(await startRun());
    await second.fence(1);
    await second.write(alike);
    const { register } = (await writerOf(1)).school;
    expect(register.areKnownAlike(crowd)).toBe(true);
    expect([...register.alikeTo(key(90_001)).keys()]).toEqual([key(90_002)]);
  });
});

describe('a writer whose run was superseded', () => {
  it('fails on the fence of the newer run, which it meets at its append, and writes nothing', async () => {
    const run = await startRun();
    await writerOf(run);
    const zombie = await writerOf(
      run,
      interruptedStore(async () => {
        const newer = await startRun();
        await (await writerOf(newer)).fence(newer);
      }),
    );
    await expect(zombie.write(onceOrder(1))).rejects.toBeInstanceOf(SyncStreamMoved);
    expect(await types()).toEqual(['RegisterSeeded', 'ReadingFenced']);
  });

  it('writes nothing either where it reads on past the fence first', async () => {
    const zombie = await writerOf(await startRun());
    const newer = await startRun();
    await (await writerOf(newer)).fence(newer);
    await expect(zombie.write(onceOrder(1))).rejects.toBeInstanceOf(SyncStreamMoved);
    expect(await types()).toEqual(['RegisterSeeded', 'ReadingFenced']);
  });

  it('writes nothing where the newer run comes between its readings of runs and of the register', async () => {
    let isHeldUp = false;
    const read: EventStore['read'] = async function* (stream, options) {
      if (isHeldUp && stream === restrictionsStream(SCHOOL)) {
        isHeldUp = false;
        const newer = await startRun();
        await (await writerOf(newer)).fence(newer);
      }
      yield* store.read(stream, options);
    };
    const heldUp = Object.create(
      interruptedStore(async () => undefined),
      { read: { value: read } },
    ) as EventStore;
    const zombie = await writerOf(await startRun(), heldUp);
    isHeldUp = true;
    await expect(zombie.write(onceOrder(1))).rejects.toBeInstanceOf(SyncStreamMoved);
    expect(await types()).toEqual(['RegisterSeeded', 'ReadingFenced']);
  });

  it('is fenced off once, also where somebody appends just before the fence', async () => {
    const newer = await startRun();
    const other = await writerOf(newer);
    await other.write(() => []);
    const writer = await writerOf(
      newer,
      interruptedStore(() => other.write(onceOrder(1))),
    );
    await writer.fence(newer);
    expect((await written()).filter(({ type }) => type === 'ReadingFenced')).toHaveLength(1);
  });
});
