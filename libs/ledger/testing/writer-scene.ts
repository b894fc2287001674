import { randomUUID } from 'node:crypto';
import type {
  AddOn,
  AddOnPlan,
  Basis,
  EventMetadata,
  Hold,
  Holds,
  Kind,
  KindRead,
  MisRecord,
  PermittedMessage,
  RestrictingLink,
  RuleInput,
  RunName,
} from '@gatehouse/schemas';
import {
  closingsStream,
  hiddenStream,
  forEachAddOn,
  KINDS,
  ledgerStream,
  meaningOfLine,
  restrictionsStream,
  settingsStream,
  syncStream,
  TOPICS,
} from '@gatehouse/schemas';
import type { EventStore, NewEvent, RecordedEvent } from '@gatehouse/event-store';
import { isDeliveredAgain } from '@gatehouse/service';
import type { RegisterEvent } from '@gatehouse/policy';
import { grantsOf } from '@gatehouse/policy';
import type { KeyAnswer, KeyStore } from '@gatehouse/privacy';
import { KeyRing, unsealLine, Personal, recordKeyId, runKeyId, sealForRun } from '@gatehouse/privacy';
import type { ReceivedRecord, WriterTools } from '../src/index.js';
import { RunWriter } from '../src/index.js';
import { LedgersRefused } from '../src/run/in-each-ledger.js';
import { MemoryEvents, MemoryEventStore } from './memory-event-store.js';
import { MemoryKeyStore } from './memory-key-store.js';
import { decidePeople, reviewPeople } from './people-rules.js';

const SCHOOL = 'A1';
const MASTER = Buffer.alloc(32, 3);
const AT = '2026-09-01T02:00:00.000Z';
const PEOPLE: Kind[] = ['student', 'contact', 'employee', 'class', 'group'];

/** The record key of somebody whom a spec calls by a short name, and back. */
export const keyOf = (name: string): string => Buffer.from(name).toString('hex').padEnd(32, '0');
export const nameOf = (key: string): string => Buffer.from(key, 'hex').toString().replace(/\0+$/, '');
/** So many short names: p1, p2, p3, … */
export const names = (count: number, prefix = 'p'): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${n + 1}`);

interface ContactSays {
  name: string;
  under: readonly string[];
  order?: RuleInput;
  forename?: string;
  personUnreadable?: true;
}
/** A contact under these children: responsible, and without an order unless it says otherwise. */
export const contact = (name: string, ...under: string[]): ContactSays => ({ name, under });
/** An employee who is current, unless they say otherwise. */
export const employee = (name: string, current: RuleInput = 'true', forename = name) => ({
  name,
  current,
  forename,
});

/** What a run reads. A kind that is left out was not read. */
interface RunSays {
  students?: readonly string[];
  contacts?: readonly ContactSays[];
  employees?: readonly ReturnType<typeof employee>[];
  /** Kinds that could not be read to their ends. */
  notWhole?: readonly Kind[];
  classes?: { [name: string]: readonly string[] };
  events?: readonly string[];
  /** Add-ons that are not ready in this run. */
  addOns?: { [addOn in AddOn]?: AddOnPlan['state'] };
  access?: Basis['access'];
  /** The run that it fences off. */
  fences?: number;
  /** Of this kind no roll call comes. */
  notCalled?: Kind;
  /** Somebody whom no roll call names. */
  unnamed?: string;
  /** Pupils of whom the reading does not say whose their contacts are. */
  unsettled?: readonly string[];
}

/** What may happen just before a writer appends lines, or makes keys for lines that it has decided on. */
export interface Interruptions {
  beforeAppend?: (stream: string, events: readonly NewEvent[]) => Promise<void>;
  /** Before keys are made. */
  beforeKeys?: () => Promise<void>;
  /** Before keys are looked up: those of lines that are there. */
  beforeKnownKeys?: () => Promise<void>;
}

export class RunOfScene {
  constructor(
    readonly named: RunName,
    readonly messages: readonly ReceivedRecord[],
  ) {}

  get number(): number {
    return this.named.run;
  }

  /** The messages up to the first that is about this record, without it; then that one and all after it. */
  upTo(name: string): readonly ReceivedRecord[] {
    return this.messages.slice(0, this.#placeOf(name));
  }
  from(name: string): readonly ReceivedRecord[] {
    return this.messages.slice(this.#placeOf(name));
  }
  get opening(): readonly ReceivedRecord[] {
    return this.messages.slice(0, 1);
  }
  get closing(): readonly ReceivedRecord[] {
    return this.messages.slice(-1);
  }

  #placeOf(name: string): number {
    const place = this.messages.findIndex(
      ({ message }) => message.type === 'record' && message.recordKey === keyOf(name),
    );
    if (place < 0) throw new Error(`no record of ${name}`);
    return place;
  }
}

/**
 * A school and its ledgers, with stores in memory: what was read and said, what runs send, and which lines a writer then
 * makes of it. Everything is appended as the services append it.
 */
export class WriterScene {
  #now = new Date(AT);
  readonly #events = new MemoryEvents();
  readonly store = new MemoryEventStore(this.#events);
  readonly #keysById = new Map<string, KeyAnswer>();
  readonly #keys = new MemoryKeyStore(this.#keysById);
  readonly keyRing = new KeyRing(this.#keys, MASTER);
  readonly addOns: readonly AddOn[];

  constructor(...addOns: AddOn[]) {
    this.addOns = addOns.length > 0 ? addOns : ['parent-portal'];
  }

  /** A writer of this school's ledgers; another one on the same store is the service restarted, or a second consumer. */
  writer({
    beforeAppend,
    beforeKeys,
    beforeKnownKeys,
    ...more
  }: Partial<WriterTools> & Interruptions = {}): SceneWriter {
    const failed: string[] = [];
    const writer = new RunWriter({
      eventStore: beforeAppend ? interrupted(this.store, beforeAppend) : this.store,
      keyRing: new KeyRing(interruptedKeys(this.#keys, { beforeKeys, beforeKnownKeys }), MASTER),
      masterKey: MASTER,
      actor: 'contact-filter',
      topic: TOPICS.permittedRecords,
      addOns: this.addOns,
      kinds: PEOPLE,
      decide: decidePeople,
      review: reviewPeople,
      asksRegister: true,
      now: () => this.#now,
      onFailedRecord: ({ message }) => failed.push(nameOf(message.recordKey)),
      ...more,
    });
    return new SceneWriter(writer, failed);
  }

  get now(): Date {
    return this.#now;
  }
  /** So many days go by. */
  passes(days: number): void {
    this.#now = new Date(this.#now.getTime() + days * 24 * 60 * 60 * 1000);
  }

  /** Appends to the register; the first time what a school without ledgers is seeded with. */
  async reads(...events: RegisterEvent[]): Promise<void> {
    const stream = restrictionsStream(SCHOOL);
    if (!(await this.store.readLast(stream)))
      await this.#append(stream, { type: 'RegisterSeeded', data: { lines: 0 } });
    for (const event of events) await this.#append(stream, event);
  }

  /** A decision of a person. @returns its revision in `settings-`. */
  says(type: string, data: object): Promise<number> {
    return this.#append(settingsStream(SCHOOL), { type, data: { reason: 'so', ...data } });
  }
  block = (name: string) => this.says('PersonBlocked', { recordKey: keyOf(name) });
  unblock = (name: string) => this.says('PersonUnblocked', { recordKey: keyOf(name) });
  async lift(name: string): Promise<number> {
    return this.says('RestrictionLifted', { row: keyOf(name), shown: await this.registerRevision() });
  }

  /** A word about what waits of a kind, by somebody who was shown the ledgers as they stand. */
  async approves(kind: Kind, what: 'withdrawals' | 'arrivals' = 'withdrawals'): Promise<number> {
    return this.says('HoldApproved', { kind, what, shown: await this.#shown() });
  }
  async discards(kind: Kind): Promise<number> {
    return this.says('HoldDiscarded', { kind, shown: await this.#shown() });
  }
  async #shown(): Promise<{ [addOn: string]: number }> {
    const revisions = this.addOns.map(async (addOn) => [addOn, (await this.size(addOn)) - 1]);
    return Object.fromEntries(await Promise.all(revisions)) as { [addOn: string]: number };
  }

  async registerRevision(): Promise<number> {
    return (await this.store.readLast(restrictionsStream(SCHOOL)))?.revision ?? -1;
  }

  /** Starts a run, and gives what it will send. */
  async begins(says: RunSays = {}): Promise<RunOfScene> {
    const settingsRevision = (await this.store.readLast(settingsStream(SCHOOL)))?.revision ?? -1;
    const addOns = forEachAddOn((addOn): AddOnPlan => ({
      state: says.addOns?.[addOn] ?? 'ready',
      missing: [],
      features: ['core'],
    }));
    const kinds = KINDS.filter((kind) => recordsOf(says, kind) !== undefined);
    const basis: Basis = { access: says.access ?? 'approved', settingsRevision, approved: [], addOns, kinds };
    const deadline = '2026-09-01T03:00:00.000Z';
    const run = await this.#append(syncStream(SCHOOL), {
      type: 'SyncRunStarted',
      data: { instance: 'ingest-1', deadline, basis },
    });
    const runId = (await this.store.readLast(syncStream(SCHOOL)))?.id;
    const of = { schoolId: SCHOOL, run, runId };
    const [key] = await this.keyRing.ensure([runKeyId(of)]);
    if (key?.state !== 'active') throw new Error('The run has no key.');
    const grants = grantsOf(addOns);
    const fences = says.fences ?? null;
    const messages: PermittedMessage[] = [
      { type: 'run-opened', ...of, deadline, basis, fences, permissionsRevision: 0, grants },
    ];
    const read = Object.fromEntries(KINDS.map((kind) => [kind, { state: 'not-permitted' }])) as Record<
      Kind,
      KindRead
    >;
    for (const kind of kinds) {
      const records = Object.entries(recordsOf(says, kind) ?? {});
      const isWhole = !says.notWhole?.includes(kind);
      if (kind !== says.notCalled) {
        messages.push({
          type: 'roll-call',
          ...of,
          kind,
          keys: records.filter(([name]) => name !== says.unnamed).map(([name]) => keyOf(name)),
          isLast: true,
          whole: isWhole,
          unidentified: 0,
          hasBooleans: true,
          restrictionsRevision: await this.registerRevision(),
          ...(kind === 'contact' && says.unsettled ? { unsettled: says.unsettled.map(keyOf) } : {}),
        });
      }
      for (const [name, record] of records) {
        const place = { ...of, kind, recordKey: keyOf(name) };
        const topic = kind === 'event' ? TOPICS.permittedEvents : TOPICS.permittedRecords;
        const sealed = sealForRun(key.key, { ...place, topic }, new Personal(record));
        messages.push({ type: 'record', ...place, observedAt: AT, sealed });
      }
      read[kind] = isWhole
        ? { state: 'read' }
        : { state: 'unreadable', code: 'SERVER_ERROR', message: 'Wonde answered 503.' };
    }
    messages.push({ type: 'run-closed', ...of, kinds: read });
    return new RunOfScene(
      of,
      messages.map((message, n) => ({ id: `run ${run}/${n}`, message })),
    );
  }

  /** Ends a run: its key is gone, and what it released counts. */
  async completes({ number, named }: RunOfScene): Promise<void> {
    await this.#append(syncStream(SCHOOL), {
      type: 'SyncRunCompleted',
      data: { run: number, outcome: 'completed', addOns: {} },
    });
    await this.keyRing.destroy([runKeyId(named)]);
  }
  async fails({ number, named }: RunOfScene): Promise<void> {
    await this.#append(syncStream(SCHOOL), {
      type: 'SyncRunFailed',
      data: { run: number, code: 'STOPPED', message: 'It was stopped.' },
    });
    await this.keyRing.destroy([runKeyId(named)]);
  }

  /** @returns what restores the key store as it is now. */
  backsUpKeys(): () => void {
    const backup = [...this.#keysById];
    return () => backup.forEach(([id, answer]) => this.#keysById.set(id, answer));
  }

  /** A whole run, taken by a writer of its own from its beginning to its completion. */
  async night(says: RunSays): Promise<RunOfScene> {
    const run = await this.begins(says);
    await this.writer().takes(run.messages);
    await this.completes(run);
    return run;
  }

  /** The ledger's lines from one on, as text: `0 ContactImported O (kim, lee)`, `- ContactExcluded O: REASON`. */
  async lines(addOn: AddOn = this.addOns[0] as AddOn, from = 0): Promise<string[]> {
    const lines = await this.#all(ledgerStream(SCHOOL, addOn));
    return Promise.all(lines.slice(from).map((line) => this.#told(line)));
  }
  async size(addOn: AddOn = this.addOns[0] as AddOn): Promise<number> {
    return (await this.#all(ledgerStream(SCHOOL, addOn))).length;
  }
  /** Who is in, by the ledger's last lines: `O (kim, lee)`. */
  async isIn(addOn: AddOn = this.addOns[0] as AddOn): Promise<string[]> {
    const last = new Map<string, RecordedEvent>();
    for (const line of await this.#all(ledgerStream(SCHOOL, addOn))) {
      if (meaningOfLine(line.type)) last.set(String(line.data['recordKey']), line);
    }
    const lines = [...last.values()].filter(({ type }) => meaningOfLine(type)?.outcome === 'imported');
    const told = await Promise.all(lines.map((line) => this.#told(line)));
    return told.map((text) => text.replace(/^\S+ \S+ /, '')).sort();
  }
  /** How the ledger's runs were closed: `0 closed`. */
  async closings(addOn: AddOn = this.addOns[0] as AddOn): Promise<string[]> {
    const closings = await this.#all(closingsStream(SCHOOL, addOn));
    return closings.map(({ data }) => `${String(data['run'])} ${String(data['outcome'])}`);
  }
  /** Whether the ledger is hidden from readers, and from when on: one word for each time that was said. */
  async hiding(addOn: AddOn = this.addOns[0] as AddOn): Promise<string[]> {
    const said = await this.#all(hiddenStream(SCHOOL, addOn));
    return said.map(({ type, data }) =>
      type === 'LedgerHidden' ? `${String(data['error'])} from ${String(data['from'])}` : 'shown',
    );
  }
  /** What waits of a kind after the last run, as its closing says. */
  async hold(kind: Kind, addOn: AddOn = this.addOns[0] as AddOn): Promise<Hold | undefined> {
    const closings = await this.#all(closingsStream(SCHOOL, addOn));
    return (closings.at(-1)?.data['holds'] as Holds | undefined)?.[kind];
  }
  /** The lines as they are stored. */
  raw(addOn: AddOn = this.addOns[0] as AddOn): Promise<RecordedEvent[]> {
    return this.#all(ledgerStream(SCHOOL, addOn));
  }

  async #told(line: RecordedEvent): Promise<string> {
    const { type, data, metadata } = line;
    const head = `${String(metadata['run'] ?? '-')} ${type}`;
    if (!meaningOfLine(type)) return head;
    const who = `${head} ${nameOf(String(data['recordKey']))}`;
    const reasons = (data['reasons'] ?? (data['reason'] === undefined ? [] : [data['reason']])) as string[];
    if (reasons.length > 0) return `${who}: ${reasons.join(', ')}`;
    const children = await this.#childrenOf(line);
    if (children === 'erased') return `${who} (erased)`;
    return children ? `${who} (${children.map(nameOf).join(', ')})` : who;
  }

  /** The children, or members, that the line's document names; undefined for a document of neither. */
  async #childrenOf({ stream, id, data }: RecordedEvent): Promise<string[] | 'erased' | undefined> {
    const keyId = recordKeyId(stream, String(data['recordKey']), Number(data['generation']));
    const [key] = await this.keyRing.get([keyId]);
    if (key?.state !== 'active') return 'erased';
    const place = { schoolId: SCHOOL, ledger: stream, eventId: id };
    const document = unsealLine<{ children?: { id: string }[]; students?: { id: string }[] }>(
      key.key,
      place,
      String(data['sealed']),
    ).reveal();
    return (document.children ?? document.students)?.map((child) => child.id);
  }

  async #all(stream: string): Promise<RecordedEvent[]> {
    const all: RecordedEvent[] = [];
    for await (const events of this.store.read(stream)) all.push(...events);
    return all;
  }

  async #newestRun(): Promise<number | undefined> {
    const all = await this.#all(syncStream(SCHOOL));
    return all.findLast(({ type }) => type === 'SyncRunStarted')?.revision;
  }

  async #append(stream: string, event: { type: string; data: object }): Promise<number> {
    const last = await this.store.readLast(stream);
    const run = stream === restrictionsStream(SCHOOL) ? await this.#newestRun() : undefined;
    const metadata: EventMetadata = {
      schemaVersion: 1,
      actor: 'a spec',
      recordedAt: this.#now.toISOString(),
      ...(run === undefined ? {} : { run }),
    };
    const made = { id: randomUUID(), type: event.type, data: { ...event.data }, metadata: { ...metadata } };
    const result = await this.store.append(stream, last ? last.revision : 'no-stream', [made]);
    if (!result.ok) throw new Error(`Somebody else appended to ${stream}.`);
    return result.revision;
  }
}

/** A writer of a scene: it takes messages, and is told to look again. */
export class SceneWriter {
  readonly #writer: RunWriter;
  /** Records that it could not process. */
  readonly failed: string[];

  constructor(writer: RunWriter, failed: string[]) {
    this.#writer = writer;
    this.failed = failed;
  }

  takes(messages: readonly ReceivedRecord[]): Promise<void> {
    return this.#writer.handle(SCHOOL, messages);
  }
  /** Takes messages as the service does: what fails is given up where it failed, and the rest handled without it. */
  async insists(messages: readonly ReceivedRecord[]): Promise<void> {
    for (const { id, message } of messages) {
      for (let isDone = false; !isDone;) {
        isDone = await this.takes([{ id, message }]).then(
          () => true,
          async (error: unknown) => {
            if (isDeliveredAgain(error)) throw error;
            await this.givesUp(message, error);
            return !(error instanceof LedgersRefused);
          },
        );
      }
    }
  }
  givesUp(run: RunName, error: unknown): ReturnType<RunWriter['giveUp']> {
    return this.#writer.giveUp(run, error);
  }
  looksAgain(): ReturnType<RunWriter['lookAgain']> {
    return this.#writer.lookAgain(SCHOOL);
  }
  forgetsEnded(): Promise<void> {
    return this.#writer.forgetEnded();
  }
}

const named = (name: string) => ({ forename: name });

function recordsOf(says: RunSays, kind: Kind): { [name: string]: MisRecord } | undefined {
  const byName = <T extends { name: string }>(list: readonly T[] | undefined, make: (one: T) => MisRecord) =>
    list && Object.fromEntries(list.map((one) => [one.name, make(one)]));
  switch (kind) {
    case 'student':
      return byName(
        says.students?.map((name) => ({ name })),
        ({ name }) => ({ kind, fields: named(name) }),
      );
    case 'contact':
      return byName(says.contacts, ({ name, under, order = 'false', forename = name, ...more }) => ({
        kind,
        fields: named(forename),
        links: under.map((child) => ({
          child: keyOf(child),
          courtOrder: order,
          parentalResponsibility: 'true',
        })),
        ...(more.personUnreadable ? { personUnreadable: true } : {}),
      }));
    case 'employee':
      return byName(says.employees, ({ current, forename }) => ({ kind, fields: named(forename), current }));
    case 'class':
      return (
        says.classes &&
        Object.fromEntries(
          Object.entries(says.classes).map(([name, students]) => [
            name,
            { kind, fields: { name }, students: students.map(keyOf), employees: [] },
          ]),
        )
      );
    case 'event':
      return byName(
        says.events?.map((name) => ({ name })),
        ({ name }) => ({ kind, fields: { title: name }, visibility: 'public' }),
      );
    default:
      return undefined;
  }
}

/** A store whose appends to ledgers wait for, or are broken off by, what a spec does just before. */
const interrupted = (store: EventStore, before: NonNullable<Interruptions['beforeAppend']>): EventStore => ({
  append: async (stream, expected, events) => {
    await before(stream, events);
    return store.append(stream, expected, events);
  },
  read: (stream, options) => store.read(stream, options),
  readLast: (stream) => store.readLast(stream),
  subscribe: (options) => store.subscribe(options),
  lastPosition: (prefixes) => store.lastPosition(prefixes),
  close: () => store.close(),
});

const interruptedKeys = (store: KeyStore, on: Interruptions): KeyStore => ({
  ensure: async (entries) => {
    await on.beforeKeys?.();
    return store.ensure(entries);
  },
  get: async (ids) => {
    await on.beforeKnownKeys?.();
    return store.get(ids);
  },
  destroy: (ids) => store.destroy(ids),
  active: (prefix) => store.active(prefix),
  close: () => store.close(),
});

/** Events of the register, as wonde-ingest writes them. */
const restrict = (links: RestrictingLink[]): RegisterEvent => ({ type: 'InputsRestrict', data: { links } });
const DAY = '2026-09-01';

export const orderOn = (name: string, child: string, said: RuleInput = 'true'): RegisterEvent =>
  restrict([{ row: keyOf(name), child: keyOf(child), input: 'court_order', class: said }]);
export const notResponsible = (name: string, child: string): RegisterEvent =>
  restrict([{ row: keyOf(name), child: keyOf(child), input: 'parental_responsibility', class: 'false' }]);
export const notCurrent = (name: string): RegisterEvent =>
  restrict([{ row: keyOf(name), input: 'current', class: 'false' }]);
/** A contact under these children. */
export const carries = (name: string, children: readonly string[], person?: string): RegisterEvent => ({
  type: 'RowsCarry',
  data: {
    kind: 'contact',
    day: DAY,
    rows: [
      {
        row: keyOf(name),
        children: children.map(keyOf),
        ...(person === undefined ? {} : { persons: [keyOf(`person ${person}`)] }),
      },
    ],
  },
});
export const alike = (one: string, other: string): RegisterEvent => ({
  type: 'RowsAlike',
  data: { groups: [[keyOf(one), keyOf(other)]] },
});
export const readWhole = (): RegisterEvent => ({
  type: 'ReadingWhole',
  data: {
    kind: 'contact',
    day: DAY,
    had: { courtOrderFalse: true, responsibility: true },
    noLonger: [],
    again: [],
    pupilsGone: [],
    pupilsBack: [],
  },
});
export const releases = (run: number, name: string, child: string): RegisterEvent => ({
  type: 'LinksReleased',
  data: { run, links: [{ row: keyOf(name), child: keyOf(child) }] },
});
