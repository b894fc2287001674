import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { collectionOf, SCHOOLS, SCHOOLS_OWNER } from '@gatehouse/cms-projector/collections';
import type { AddOn, DeadLetter, EventOf, Kind } from '@gatehouse/schemas';
import {
  closingsStream,
  deadLettersOf,
  ledgerEventType,
  ledgerStream,
  restrictionsStream,
  settingsStream,
  syncStream,
  WithdrawalsHeld,
} from '@gatehouse/schemas';
import type { JsonObject, NewEvent, RecordedEvent } from '@gatehouse/event-store';
import { expectedAfter } from '@gatehouse/event-store';
import { canonicalJson, eventId, KeyRing, Personal, LineSeal, recordKeyId } from '@gatehouse/privacy';
import type { Document } from '@gatehouse/read-models';
import { openDatabase } from '@gatehouse/sqlite';
import type { DataDirectory } from '@gatehouse/standalone';
import { ENGINE_FILES, openDataDirectory, openEmbeddedEngines } from '@gatehouse/standalone';
import type { Environment } from '../src/data/environment.js';
import { runCommandLine } from '../src/run-command-line.js';
import { RecordingTerminal } from './recording-terminal.js';

const RECORDED_AT = '2026-08-31T02:00:00.000Z';

/** A line of a ledger: with `values` an import, sealed under a key of its own, else whatever `outcome` says. */
export interface ALine {
  kind: Kind;
  recordKey: string;
  outcome?: 'imported' | 'excluded' | 'withdrawn';
  values?: JsonObject;
  data?: JsonObject;
}

type HeldData = EventOf<typeof WithdrawalsHeld>['data'];

/** A data directory made by hand, with the services' own engines, and `gatehouse` run on it. */
export class ADataDirectory {
  private constructor(readonly directory: DataDirectory) {}

  static async make(): Promise<ADataDirectory> {
    const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-cli-'));
    return new ADataDirectory(await openDataDirectory(folder, { kind: 'sandbox' }, new Date()));
  }

  get folder(): string {
    return this.directory.folder;
  }

  /** Gives the engines to the work, and closes them. */
  async engines<T>(work: (engines: ReturnType<typeof openEmbeddedEngines>) => Promise<T>): Promise<T> {
    const engines = openEmbeddedEngines(this.directory);
    try {
      return await work(engines);
    } finally {
      await engines.close();
    }
  }

  /** @param known what else its document holds, as it is projected. */
  async school(id: string, name: string, known: Document = {}): Promise<void> {
    const document = { id, name, access: 'approved', addOns: { 'parent-portal': 'ready' }, ...known };
    await this.engines(async ({ eventStore, readModels }) => {
      const event = { type: 'SchoolConnected', data: { schoolId: id, name }, metadata: metadata() };
      await eventStore.append(syncStream(id), 'no-stream', [{ id: eventId('school', id), ...event }]);
      await readModels.write([{ collection: SCHOOLS, schoolId: SCHOOLS_OWNER, id, rev: 0, document }]);
    });
  }

  async documents(schoolId: string, addOn: AddOn, kind: Kind, documents: Document[]): Promise<void> {
    const collection = collectionOf(addOn, kind);
    const writes = documents.map((document, rev) => {
      return { collection, schoolId, id: String(document['id']), rev, document };
    });
    await this.engines(({ readModels }) => readModels.write(writes));
  }

  async ledger(schoolId: string, addOn: AddOn, lines: ALine[]): Promise<void> {
    const ledger = ledgerStream(schoolId, addOn);
    await this.engines(async ({ eventStore, keyStore, masterKey }) => {
      const keyRing = new KeyRing(keyStore, masterKey);
      const last = (await eventStore.readLast(ledger))?.revision ?? -1;
      const events = await Promise.all(
        lines.map((line, i) => lineEvent(line, last + 1 + i, schoolId, ledger, keyRing)),
      );
      await eventStore.append(ledger, expectedAfter(last), events);
    });
  }

  /** What people said in a school, as it is stored. */
  settings(schoolId: string): Promise<RecordedEvent[]> {
    return this.engines(async ({ eventStore }) => {
      for await (const events of eventStore.read(settingsStream(schoolId))) return events;
      return [];
    });
  }

  /** Types a printed command, with a name and a reason in place of the words that stand for them, and whatever else is given. */
  types(command: string, more: { [word: string]: string } = {}) {
    const given: { [word: string]: string } = { NAME: 'S. Lead', TEXT: 'Ticket 4711', ...more };
    const words = command.replace('npx gatehouse ', '').split(/ +/);
    return this.gatehouse(...words.map((word) => given[word] ?? word));
  }

  /** What a closing says in a ledger of a hold: who waits. It is dated like all else, unless it is said otherwise. */
  async held(
    schoolId: string,
    addOn: AddOn,
    data: Partial<HeldData> & Pick<HeldData, 'kind'>,
    recordedAt?: string,
  ): Promise<void> {
    const whole = {
      held: [],
      returned: [],
      stood: 60,
      gone: 31,
      arrivalsWait: false,
      ...data,
    };
    await this.#append(
      ledgerStream(schoolId, addOn),
      WithdrawalsHeld.type,
      WithdrawalsHeld.data.parse(whole),
      recordedAt,
    );
  }

  /** The closing of a ledger, with what waits in it. */
  async closing(schoolId: string, addOn: AddOn, more: JsonObject = {}): Promise<void> {
    await this.#append(closingsStream(schoolId, addOn), 'LedgerClosed', {
      run: 1,
      outcome: 'closed',
      ...more,
    });
  }

  async #append(stream: string, type: string, data: object, recordedAt = RECORDED_AT): Promise<void> {
    await this.engines(async ({ eventStore }) => {
      const last = (await eventStore.readLast(stream))?.revision ?? -1;
      const said = { data: { ...data }, metadata: { ...metadata(), recordedAt } };
      const event = { id: eventId(stream, last + 1), type, ...said };
      await eventStore.append(stream, expectedAfter(last), [event]);
    });
  }

  /** Destroys the key of a record, as an erasure does. */
  async erase(schoolId: string, addOn: AddOn, recordKey: string): Promise<void> {
    const id = recordKeyId(ledgerStream(schoolId, addOn), recordKey, 1);
    await this.engines(({ keyStore }) => keyStore.destroy([id]));
  }

  /** What one run reads into the school's register, as wonde-ingest writes it. */
  async reading(
    schoolId: string,
    run: number,
    events: readonly { type: string; data: JsonObject }[],
  ): Promise<void> {
    const stream = restrictionsStream(schoolId);
    await this.engines(async ({ eventStore }) => {
      const last = (await eventStore.readLast(stream))?.revision ?? -1;
      const written = events.map((event, i) => ({
        ...event,
        id: eventId(stream, last + 1 + i),
        metadata: { ...metadata(), run },
      }));
      await eventStore.append(stream, expectedAfter(last), written);
    });
  }

  /** Puts dead letters on a topic, as a service would; the key of each is its school. */
  async letters(
    topic: string,
    letters: readonly (Partial<DeadLetter> & { schoolId: string })[],
  ): Promise<void> {
    const messages = letters.map((letter) => ({ key: letter.schoolId, value: letter }));
    await this.engines(({ bus }) => bus.publish(deadLettersOf(topic), messages));
  }

  /** A run of the school that has begun on these settings, and how it ended; gives its number. */
  async run(
    schoolId: string,
    settingsRevision: number,
    end: EndOfRun | 'open' = 'completed',
  ): Promise<number> {
    return this.engines(async ({ eventStore }) => {
      const stream = syncStream(schoolId);
      const last = (await eventStore.readLast(stream))?.revision ?? -1;
      const run = last + 1;
      const events = [
        { type: 'SyncRunStarted', data: { basis: { settingsRevision, kinds: ['student'] } } },
        ...(end === 'open' ? [] : [endOfRun(run, end)]),
      ].map((event, i) => ({ ...event, id: eventId(stream, run + i), metadata: metadata() }));
      await eventStore.append(stream, expectedAfter(last), events);
      return run;
    });
  }

  /** Cuts off the last event of a stream, behind the engines' backs. */
  damage(stream: string): void {
    const db = openDatabase(this.directory.file(ENGINE_FILES.events), {
      durability: 'process',
      schema: ['SELECT 1'],
    });
    try {
      const ofStream = 'stream = (SELECT id FROM streams WHERE name = ?)';
      db.run(
        `UPDATE events SET data = '{' WHERE position = (SELECT max(position) FROM events WHERE ${ofStream})`,
        [stream],
      );
    } finally {
      db.close();
    }
  }

  /** Runs `gatehouse <words> --data-dir <this one>`. */
  gatehouse(...words: string[]): Promise<Ended> {
    return gatehouse([...words, '--data-dir', this.folder], {});
  }

  /** The same at another moment, ISO 8601. */
  gatehouseOn(time: string, ...words: string[]): Promise<Ended> {
    return gatehouse([...words, '--data-dir', this.folder], {}, time);
  }

  /** The variables of the processes, for the same files. */
  get environment() {
    const address = (name: keyof typeof ENGINE_FILES) => `file:${this.directory.file(ENGINE_FILES[name])}`;
    return {
      GATEHOUSE_EVENT_STORE: address('events'),
      GATEHOUSE_MESSAGE_BUS: address('bus'),
      GATEHOUSE_KEY_STORE: address('keys'),
      GATEHOUSE_READ_MODELS: address('readModels'),
      GATEHOUSE_MASTER_KEY_FILE: this.directory.file('master.key'),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

type Ended = RecordingTerminal & { exitCode: number };

/** Runs `gatehouse <words>` in an environment. */
export async function gatehouse(
  words: readonly string[],
  environment: Environment,
  time?: string,
): Promise<Ended> {
  const terminal = new RecordingTerminal(time);
  const exitCode = await runCommandLine(words, terminal, environment);
  return Object.assign(terminal, { exitCode });
}

/** `held-empty`: a kind came back empty, and waits for a person. */
type EndOfRun = 'completed' | 'partial' | 'held' | 'held-empty' | 'failed';

const endOfRun = (run: number, outcome: EndOfRun) =>
  outcome === 'failed'
    ? { type: 'SyncRunFailed', data: { run, code: 'STOPPED', message: 'The run was stopped.' } }
    : {
        type: 'SyncRunCompleted',
        data: {
          run,
          outcome: outcome === 'held-empty' ? 'held' : outcome,
          read: outcome === 'held-empty' ? [] : ['student'],
        },
      };

const metadata = () => ({ schemaVersion: 1, actor: 'contact-filter', recordedAt: RECORDED_AT });

async function lineEvent(
  { kind, recordKey, outcome, values, data }: ALine,
  revision: number,
  schoolId: string,
  ledger: string,
  keyRing: KeyRing,
): Promise<NewEvent> {
  const id = eventId(ledger, revision);
  if (!values) {
    const type = ledgerEventType(kind, outcome ?? 'excluded');
    return { id, type, data: { recordKey, ...data }, metadata: metadata() };
  }
  const [answer] = await keyRing.ensure([recordKeyId(ledger, recordKey, 1)]);
  if (answer?.state !== 'active') throw new Error('The key of a new record is active.');
  const sealed = new LineSeal(answer.key).seal(
    { schoolId, ledger, eventId: id },
    new Personal(values).map(canonicalJson),
  );
  const fields = Object.keys(values).sort();
  return {
    id,
    type: ledgerEventType(kind, 'imported'),
    data: { recordKey, fields, generation: 1, sealed, ...data },
    metadata: metadata(),
  };
}
