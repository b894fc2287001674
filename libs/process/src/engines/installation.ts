import { HistoryMarked, INSTALLATION_STREAM, STREAM_PREFIXES } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { EventDamaged, eventAt } from '@gatehouse/event-store';
import type { KeyStore } from '@gatehouse/privacy';
import {
  eventId,
  KeyRing,
  masterKeyCheck,
  NEWEST_RUN_KEYS,
  RECORD_KEYS,
  recordKeyId,
} from '@gatehouse/privacy';
import type { ReadModels } from '@gatehouse/read-models';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { VARIABLES, wordsOfMisfit } from './words-of-misfit.js';

/** A key that opens under one master key only. It seals nothing. */
const CHECK = 'installation/master-key-check';
/** A key that says that the event store was marked: one without a mark was emptied since, or is another one. */
const HISTORY_MARKED = 'installation/history-marked';
/** The name of a checkpoint that is none: under it the read models keep whose they are. */
const READ_MODELS_OF = 'gatehouse.installation';

/** What runs write. People may have said something before the first, and into a store that was emptied. */
const OF_RUNS = Object.values(STREAM_PREFIXES).filter((prefix) => prefix !== STREAM_PREFIXES.settings);

/** What an installation keeps, as far as the process uses it, and the key that all of it must belong to, as the ring does. */
export interface InstallationStores {
  eventStore: EventStore;
  keyRing: KeyRing;
  readModels?: ReadModels | undefined;
  masterKey: Buffer;
}

/** How stores do not belong to one installation. */
export type Misfit =
  'wrong-master-key' | 'keys-are-gone' | 'history-is-gone' | 'history-of-another' | 'read-models-of-another';

/**
 * Holds each store against the master key by the mark that it carries, and stores without a mark against the others: under
 * another key every name is another one, so that blocks would hit nobody, and a history made anew knows of none (ADR 0040).
 * Reads little, and writes nothing.
 *
 * @returns undefined where nothing speaks against it that they belong together.
 */
export async function misfitOf(stores: InstallationStores): Promise<Misfit | undefined> {
  const { eventStore, keyRing, readModels, masterKey } = stores;
  const ofReadModels = await misfitOfReadModels(stores);
  if (ofReadModels) return ofReadModels;
  // In this order, since others may be starting: who says that there is a history was told so after it had a mark, and
  // who wrote a history had the key of the check before.
  const [checkBefore, marked] = await keyRing.get([CHECK, HISTORY_MARKED]);
  if (checkBefore?.state === 'damaged') return 'wrong-master-key';
  const keys = await someKeys(keyRing);
  const wasProjected = (await readModels?.checkpoint(READ_MODELS_OF)) != null;
  const history = await historyIn(eventStore);
  const [check] = await keyRing.get([CHECK]);
  if (check?.state === 'damaged') return 'wrong-master-key';
  if (history.mark !== undefined && history.mark !== masterKeyCheck(masterKey)) return 'history-of-another';
  if (history.mark === undefined || keys.length > 0) {
    const isToBeThere = marked?.state !== 'unknown' || wasProjected || keys.length > 0;
    if (!history.hasRuns && isToBeThere) return 'history-is-gone';
  }
  if (check?.state === 'unknown') {
    const isUsed = history.mark !== undefined || history.hasLines;
    if (keys.length === 0 && isUsed) return 'keys-are-gone';
    if (keys.length > 0 && (await openNone(keyRing, keys))) return 'wrong-master-key';
  }
  const isOthers = history.mark === undefined && (await namesOtherKeys(eventStore, keyRing, keys));
  return isOthers ? 'history-of-another' : undefined;
}

/** The same for the read models alone: they are served while the event store is away. */
export async function misfitOfReadModels({
  readModels,
  masterKey,
}: Pick<InstallationStores, 'readModels' | 'masterKey'>): Promise<Misfit | undefined> {
  const of = await readModels?.checkpoint(READ_MODELS_OF);
  return of == null || of === masterKeyCheck(masterKey) ? undefined : 'read-models-of-another';
}

/** Whether these two carry the same mark, as far as they carry any: what can be told without a master key. */
export async function haveOneMark(eventStore: EventStore, readModels: ReadModels): Promise<boolean> {
  const [ofEvents, ofReadModels] = [await markOf(eventStore), await readModels.checkpoint(READ_MODELS_OF)];
  return ofEvents === undefined || ofReadModels === null || ofEvents === ofReadModels;
}

/**
 * The same for the key store alone, for whoever only opens what is sealed.
 *
 * @throws ConfigurationError when another master key belongs to it.
 */
export async function compareMasterKey(keyStore: KeyStore, masterKey: Buffer): Promise<void> {
  const [check] = await new KeyRing(keyStore, masterKey).get([CHECK]);
  if (check?.state === 'damaged')
    throw new ConfigurationError([wordsOfMisfit('wrong-master-key', VARIABLES)]);
}

/**
 * Marks the stores as those of this master key, unless they do not belong together. To be called before anything else is
 * written or served. Several processes may do so at once, and whenever they are started.
 *
 * @param options.appends whether the process may append to the event store; the mark of one that has none yet is then left
 * to the others.
 * @param options.by who the event says that it is.
 */
export async function claimStores(
  stores: InstallationStores,
  options: { appends: boolean; by: string },
): Promise<Misfit | undefined> {
  const misfit = await misfitOf(stores);
  if (misfit) return misfit;
  const { eventStore, keyRing, readModels, masterKey } = stores;
  // First: whoever finds a mark in the event store expects the key. Another process may have made it, with another key.
  const [check] = await keyRing.ensure([CHECK]);
  if (check?.state === 'damaged') return 'wrong-master-key';
  const mark = masterKeyCheck(masterKey);
  const found =
    (await markOf(eventStore)) ?? (options.appends ? await marking(eventStore, mark, options.by) : undefined);
  if (found === undefined) return undefined;
  if (found !== mark) return 'history-of-another';
  // Last: they say that the event store has its mark.
  await keyRing.ensure([HISTORY_MARKED]);
  if ((await readModels?.checkpoint(READ_MODELS_OF)) === null)
    await readModels?.saveCheckpoint(READ_MODELS_OF, mark);
  return undefined;
}

/** Appends the mark, or finds what another process appended in the same moment. @returns the one that stands. */
async function marking(store: EventStore, mark: string, by: string): Promise<string | undefined> {
  const { type, version } = HistoryMarked;
  const metadata = { schemaVersion: version, actor: by, recordedAt: new Date().toISOString() };
  const event = { id: eventId(INSTALLATION_STREAM, mark), type, data: { masterKeyCheck: mark }, metadata };
  const appended = await store.append(INSTALLATION_STREAM, 'no-stream', [event]);
  return appended.ok ? mark : markOf(store);
}

/** One that cannot be read is nobody's. */
async function markOf(store: EventStore): Promise<string | undefined> {
  try {
    const event = await eventAt(store, INSTALLATION_STREAM, 0);
    return event && String(event.data['masterKeyCheck']);
  } catch (error) {
    if (error instanceof EventDamaged) return 'damaged';
    throw error;
  }
}

async function historyIn(
  store: EventStore,
): Promise<{ mark?: string | undefined; hasRuns: boolean; hasLines: boolean }> {
  const has = async (prefixes: string[]) => (await store.lastPosition(prefixes)) !== null;
  const mark = await markOf(store);
  return {
    mark,
    hasRuns: await has(OF_RUNS),
    hasLines: await has([STREAM_PREFIXES.ledger]),
  };
}

/** Ids of keys that nobody makes before there is a history: some of them, none only where there is none. */
async function someKeys(keyRing: KeyRing): Promise<string[]> {
  for (const prefix of [RECORD_KEYS, NEWEST_RUN_KEYS]) {
    for await (const ids of keyRing.active(prefix)) if (ids.length > 0) return ids;
  }
  return [];
}

async function openNone(keyRing: KeyRing, ids: readonly string[]): Promise<boolean> {
  const answers = await keyRing.get(ids);
  return answers.every(({ state }) => state === 'damaged');
}

/**
 * Whether lines of the history are sealed under keys of which the key store knows none. A history without a mark is one
 * of an earlier version, if it is this one's: a key store is never so far behind that it knows nothing of a ledger's first
 * lines, of which it has keys.
 */
async function namesOtherKeys(
  store: EventStore,
  keyRing: KeyRing,
  keys: readonly string[],
): Promise<boolean> {
  const ledgers = new Set(keys.flatMap((id) => /^record\/([^/]+)\//.exec(id)?.[1] ?? []));
  for (const ledger of ledgers) {
    const named = await keysNamedBy(store, ledger);
    if (named.length === 0) continue;
    const answers = await keyRing.get(named);
    return answers.every(({ state }) => state === 'unknown');
  }
  return false;
}

/** The keys of the first lines of a ledger. */
async function keysNamedBy(store: EventStore, ledger: string): Promise<string[]> {
  try {
    for await (const events of store.read(ledger, { limit: FIRST_LINES })) {
      const ids = events.flatMap(({ data: { recordKey, generation } }) =>
        generation === undefined ? [] : [recordKeyId(ledger, String(recordKey), Number(generation))],
      );
      if (ids.length > 0) return ids;
    }
  } catch (error) {
    if (!(error instanceof EventDamaged)) throw error;
  }
  return [];
}

const FIRST_LINES = 200;
