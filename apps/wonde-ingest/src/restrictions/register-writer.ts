import { randomUUID } from 'node:crypto';
import { restrictionsStream } from '@gatehouse/schemas';
import type { EventStore, NewEvent } from '@gatehouse/event-store';
import { appendParts, Conflicts, expectedAfter, MAX_APPEND_BYTES } from '@gatehouse/event-store';
import { SchoolRegister } from '@gatehouse/ledger';
import type { RegisterEvent, Sight } from '@gatehouse/policy';
import { seedEvents } from './seed-register.js';

/** So many entries at most in one event: what a large school shows must fit into an append. */
const MOST_ENTRIES = 2000;
/** As JSON; the rest of an append is for what stands around it. */
const MOST_BYTES = MAX_APPEND_BYTES * 0.8;

interface WriterOptions {
  eventStore: EventStore;
  schoolId: string;
  /** Undefined between runs. */
  run: number | undefined;
  now: () => Date;
  /** Rejects when the run was superseded: then nothing more may be written for it. */
  assertOpen: () => Promise<void>;
}

/**
 * Writes a school's register of restrictions: compares what was read with the register as it stands, words included, and
 * appends what is new behind exactly that (restrictions.md, rules 1 and 9).
 */
export class RegisterWriter {
  readonly school: SchoolRegister;
  readonly #options: WriterOptions;
  readonly #conflicts = new Conflicts();

  constructor(options: WriterOptions) {
    this.#options = options;
    this.school = new SchoolRegister(options.eventStore, options.schoolId);
  }

  /** How far the register is written. */
  get revision(): number {
    return this.school.register.revision;
  }

  /**
   * Makes sure that the register holds what the ledgers remembered before there was one.
   *
   * @throws LedgerLineUnreadable when a line is damaged: nobody can say then whom it restricted.
   */
  async seed(): Promise<void> {
    await this.school.catchUp();
    if (this.school.register.isSeeded) return;
    const { eventStore, schoolId, now } = this.#options;
    const seeds = await seedEvents(eventStore, schoolId, now().toISOString().slice(0, 10));
    await this.write(() => (this.school.register.isSeeded ? [] : seeds));
  }

  /** Fences off what an older run, whose process may still live, would write: it fails on its expected revision. */
  async fence(run: number): Promise<void> {
    await this.write(() => [{ type: 'ReadingFenced', data: { run } }]);
  }

  /**
   * Appends what `decide` makes of the register as it stands. May call it again when somebody else appended in between.
   *
   * @throws SyncStreamMoved when the run was superseded; StreamContradicts.
   */
  async write(decide: (sight: Sight) => readonly RegisterEvent[]): Promise<void> {
    for (;;) {
      await this.school.catchUp();
      // Read on past the fence of a newer run, this one would not conflict with it.
      if (this.#isSuperseded) await this.#options.assertOpen();
      const events = decide(this.school.view(undefined).sight).flatMap(inPortions);
      if (events.length === 0) return;
      if (await this.#append(events)) return;
      this.#conflicts.note(restrictionsStream(this.#options.schoolId), this.revision);
      await this.#options.assertOpen();
    }
  }

  get #isSuperseded(): boolean {
    const { run } = this.#options;
    const { register, runs } = this.school;
    return run !== undefined && Math.max(runs.newest, register.fencedBy) > run;
  }

  async #append(events: readonly RegisterEvent[]): Promise<boolean> {
    const { eventStore, schoolId, run, now } = this.#options;
    const stream = restrictionsStream(schoolId);
    const recordedAt = now().toISOString();
    const metadata = {
      schemaVersion: 1,
      actor: 'wonde-ingest',
      recordedAt,
      ...(run === undefined ? {} : { run }),
    };
    let { revision } = this;
    // Never the id of another process's event: some stores take the same id at the same place for the same append.
    const made = events.map((event): NewEvent => ({ ...event, id: randomUUID(), metadata }));
    for (const part of appendParts(made)) {
      const result = await eventStore.append(stream, expectedAfter(revision), part);
      if (!result.ok) return false;
      part.forEach((event, i) => this.school.append({ ...event, revision: revision + 1 + i }));
      revision = result.revision;
    }
    return true;
  }
}

/** An event whose lists are too long for one, or too large for an append, as several that say the same together. */
function inPortions(event: RegisterEvent): RegisterEvent[] {
  const lists = Object.entries(event.data).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  const longest = Math.max(0, ...lists.map(([, list]) => list.length));
  const fits = longest <= MOST_ENTRIES && Buffer.byteLength(JSON.stringify(event.data)) <= MOST_BYTES;
  if (fits) return [event];
  if (longest <= 1) return event.type === 'RowsAlike' ? groupInPortions(event) : [event];
  const half = Math.ceil(longest / 2);
  const part = (from: number, to: number): RegisterEvent => {
    const cut = lists.map(([name, list]) => [name, list.slice(from, to)]);
    return { ...event, data: { ...event.data, ...(Object.fromEntries(cut) as object) } } as RegisterEvent;
  };
  const [first, second] = [part(0, half), part(half, longest)];
  if (first.type === 'ReadingWhole') first.data.more = true;
  if (second.type === 'RowsAlike') delete second.data.continues;
  return [...inPortions(first), ...inPortions(second)];
}

/** One group that is too large for one event. */
function groupInPortions(event: Extract<RegisterEvent, { type: 'RowsAlike' }>): RegisterEvent[] {
  const { groups, continues } = event.data;
  return groups.flatMap((rows) => {
    const half = Math.ceil(rows.length / 2);
    if (half <= 1) return [event];
    return [
      ...inPortions({ ...event, data: { groups: [rows.slice(0, half)], ...(continues && { continues }) } }),
      ...inPortions({ ...event, data: { groups: [rows.slice(half)], continues: true } }),
    ];
  });
}
