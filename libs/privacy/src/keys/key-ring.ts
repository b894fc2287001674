import type { RunName } from '@gatehouse/schemas';
import { derivedKey } from '../derive.js';
import type { KeyAnswer, KeyStore } from '../key-store/key-store.port.js';
import { SealBroken, decrypt, drawRandom, encrypt } from '../sealing/aead.js';

/** The prefix of all keys of records. */
export const RECORD_KEYS = 'record/';

/** Names of keys in the key store. They hold pseudonyms only. */
export const recordKeyId = (ledger: string, recordKey: string, generation: number) =>
  `${RECORD_KEYS}${ledger}/${recordKey}/${generation}`;

export const recordKeyPrefix = (ledger: string) => `${RECORD_KEYS}${ledger}/`;

/** Reads record key and generation back out of an id below `recordKeyPrefix(ledger)`. */
export function parseRecordKeyId(id: string): { recordKey: string; generation: number } | undefined {
  const match = /\/([0-9a-f]{32})\/(\d+)$/.exec(id);
  return match?.[1] ? { recordKey: match[1], generation: Number(match[2]) } : undefined;
}

/** The prefix of the keys of all runs, and of those of a school. */
export const RUN_KEYS = 'run/';
export const runKeyPrefix = (schoolId: string) => `${RUN_KEYS}${schoolId}/`;

/** Named by number and id: a number may come again where the event store was restored. Runs of earlier versions have no id. */
export const runKeyId = ({ schoolId, run, runId }: RunName) =>
  `${runKeyPrefix(schoolId)}${run}${runId === undefined ? '' : `/${runId}`}`;

/**
 * The prefix of the keys by which a key store remembers each school's newest run. They seal nothing: a store that knows a
 * run which the event store does not know, or the other way round, tells that one of the two was restored.
 */
export const NEWEST_RUN_KEYS = 'newest-run/';
export const newestRunKeyPrefix = (schoolId: string) => `${NEWEST_RUN_KEYS}${schoolId}/`;
export const newestRunKeyId = ({ schoolId, run, runId }: Required<RunName>) =>
  `${newestRunKeyPrefix(schoolId)}${run}/${runId}`;

/** Reads an id below one of these prefixes. */
export function parseRunKeyId(id: string): RunName | undefined {
  const [, schoolId, run, runId] = /^(?:run|newest-run)\/([^/]+)\/(\d+)(?:\/([0-9a-f-]+))?$/.exec(id) ?? [];
  return schoolId === undefined ? undefined : { schoolId, run: Number(run), runId };
}

/**
 * A key in clear, or why there is none: `damaged` is what the store holds under the id and does not open, because it was
 * altered or wrapped under another master key.
 */
export type RingAnswer =
  { state: 'active'; key: Buffer } | { state: 'destroyed' } | { state: 'unknown' } | { state: 'damaged' };

/**
 * Keys in clear for those who seal and open: makes them, wraps them with a key derived from the installation's master
 * key before they reach the key store, and unwraps what comes back. A wrapped key opens under its own id only.
 */
export class KeyRing {
  readonly #store: KeyStore;
  readonly #wrapping: Buffer;

  constructor(store: KeyStore, masterKey: Buffer) {
    this.#store = store;
    this.#wrapping = derivedKey(masterKey, 'key wrapping');
  }

  /** A durable key under every id, in the order of the ids: the one that is there, else a new random one. */
  async ensure(ids: readonly string[]): Promise<RingAnswer[]> {
    if (ids.length === 0) return [];
    const made = ids.map((id) => {
      const key = drawRandom(32);
      return { id, key, wrapped: encrypt(this.#wrapping, drawRandom(12), key, id) };
    });
    const answers = await this.#store.ensure(made);
    return answers.map((answer, i) => {
      const { id, key, wrapped } = made[i]!;
      const isMade = answer.state === 'active' && answer.wrapped.equals(wrapped);
      return isMade ? { state: 'active', key } : this.#unwrap(id, answer);
    });
  }

  async get(ids: readonly string[]): Promise<RingAnswer[]> {
    return ids.length === 0
      ? []
      : (await this.#store.get(ids)).map((answer, i) => this.#unwrap(ids[i]!, answer));
  }

  async destroy(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#store.destroy(ids);
  }

  /** Ids of active keys below a prefix. */
  active(prefix: string): AsyncIterable<string[]> {
    return this.#store.active(prefix);
  }

  /** One damaged key must not keep those from their keys that were asked for with it: it is an answer. */
  #unwrap(id: string, answer: KeyAnswer): RingAnswer {
    if (answer.state !== 'active') return answer;
    try {
      return { state: 'active', key: decrypt(this.#wrapping, answer.wrapped, id) };
    } catch (error) {
      if (error instanceof SealBroken) return { state: 'damaged' };
      throw error;
    }
  }
}
