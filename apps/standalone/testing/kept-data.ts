import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEventStoreTestServer } from '@gatehouse/engines';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { openEmbeddedMessageBus } from '@gatehouse/message-bus/embedded';
import { fillDatabase } from '@gatehouse/mongodb/stored-documents';
import { openMongodbKeyStore } from '@gatehouse/privacy/mongodb';
import { openMongodbReadModels } from '@gatehouse/read-models/mongodb';
import type { Files, KeptSource, SaidOfSchool, SchoolChange } from '../src/testing/kept-data/kept-data.js';
import { change, ENGINE_DATA, filesIn, unpackFiles, worldOf } from '../src/testing/kept-data/kept-data.js';
import { gatehouse } from './command-line.js';
import { Gate } from './gate.js';

/** What the code of a commit left (`kept-data/README.md`). */
export interface KeptData {
  source: KeptSource & { madeAt: string; cutOff: SchoolChange[] };
  files: (name: 'on-files' | 'cut-off' | 'on-engines') => Files;
  /** What that code said of its schools. */
  said: (name: 'on-files' | 'on-engines') => { [schoolId: string]: SaidOfSchool };
}

const FOLDER = new URL('./kept-data/', import.meta.url);

/** The commits whose data are kept, in the order of their names. */
export const KEPT_COMMITS: readonly string[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

export function keptData(commit: string): KeptData {
  const bytes = (name: string) => readFileSync(new URL(`${commit}/${name}`, FOLDER));
  const all = unpackFiles(bytes('data.br'));
  const said = JSON.parse(bytes('said.json').toString()) as {
    [name: string]: { [schoolId: string]: SaidOfSchool };
  };
  return {
    source: JSON.parse(all['source.json']!.toString()) as KeptData['source'],
    files: (name) => filesIn(name, all),
    said: (name) => said[name]!,
  };
}

/** The data with today's services on them, beside the source as it was when they were made. */
export interface Opened {
  gate: Gate;
  /** What `gatehouse <words>` prints. */
  command: (...words: string[]) => Promise<string>;
  close: () => Promise<void>;
}

/** Schools are suspended some days after they were listed; the command line has the clock of the day on which specs run. */
const FOREVER = { GATEHOUSE_SUSPEND_UNLISTED_DAYS: '3650', GATEHOUSE_SUSPEND_UNREAD_DAYS: '3650' };

/** A data directory. Time goes on an hour after it was made: what lies in between would be another matter. */
export async function openOnFiles(
  { source, files }: KeptData,
  name: 'on-files' | 'cut-off',
): Promise<Opened> {
  const gate = await Gate.open({ world: worldOf(source), files: files(name), now: clockAfter(source) });
  change(gate.sandbox.control, source.changes);
  const dataDir = ['--data-dir', gate.directory.folder];
  return {
    gate,
    command: (...words) => gatehouse([...words, ...dataDir], FOREVER),
    close: () => gate.close(),
  };
}

/**
 * The same on engines: the events behind the EventStoreDB test server, keys and documents in MongoDB.
 *
 * @param mongodb the address of one.
 */
export async function openOnEngines({ source, files }: KeptData, mongodb: string): Promise<Opened> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  const opened = async <T extends { close(): Promise<void> }>(opening: Promise<T> | T): Promise<T> => {
    const one = await opening;
    closing.push(() => one.close());
    return one;
  };
  try {
    const folder = mkdtempSync(path.join(tmpdir(), 'kept-engines-'));
    closing.push(async () => rmSync(folder, { recursive: true }));
    const kept = files('on-engines');
    for (const [file, bytes] of Object.entries(kept)) writeFileSync(path.join(folder, file), bytes);
    const databaseOf = (name: string) => {
      const address = new URL(mongodb);
      address.pathname = `/${name}-${randomUUID()}`;
      return { address: address.href, insecure: true };
    };
    const [keys, documents] = [databaseOf('keys'), databaseOf('read-models')];
    await fillDatabase(keys, kept[ENGINE_DATA.keys]!.toString());
    await fillDatabase(documents, kept[ENGINE_DATA.readModels]!.toString());
    const server = await startEventStoreTestServer({ file: path.join(folder, ENGINE_DATA.events) });
    closing.push(() => server.stop());
    const bus = path.join(folder, ENGINE_DATA.bus);
    const engines = {
      eventStore: await opened(openEventStoreDb({ connection: server.address, insecure: true })),
      keyStore: await opened(openMongodbKeyStore(keys)),
      readModels: await opened(openMongodbReadModels(documents)),
      bus: await opened(openEmbeddedMessageBus(bus)),
    };
    const gate = await Gate.open({
      world: worldOf(source),
      files: { [ENGINE_DATA.masterKey]: kept[ENGINE_DATA.masterKey]! },
      engines: (others) => ({ ...others, ...engines }),
      now: clockAfter(source),
    });
    closing.push(() => gate.close());
    change(gate.sandbox.control, source.changes);
    const environment = {
      ...FOREVER,
      GATEHOUSE_EVENT_STORE: server.address,
      GATEHOUSE_MESSAGE_BUS: `file:${bus}`,
      GATEHOUSE_KEY_STORE: keys.address,
      GATEHOUSE_READ_MODELS: documents.address,
      GATEHOUSE_MASTER_KEY: gate.directory.masterKey.toString('hex'),
      GATEHOUSE_INSECURE: 'true',
    };
    return { gate, command: (...words) => gatehouse(words, environment), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function clockAfter({ madeAt }: KeptData['source']): () => Date {
  const [anHourLater, began] = [Date.parse(madeAt) + 3_600_000, Date.now()];
  return () => new Date(anHourLater + (Date.now() - began));
}
