/** What a key store knows of a key. `unknown` is not `destroyed`: it means loss or a wrong store, and raises an alarm. */
export type KeyAnswer = { state: 'active'; wrapped: Buffer } | { state: 'destroyed' } | { state: 'unknown' };

/**
 * Where wrapped keys live (design section 4). Ids are paths such as `record/<ledger>/<recordKey>/<generation>` and
 * `run/<schoolId>/<run>`, and hold no personal data. The store never sees a key in clear.
 */
export interface KeyStore {
  /**
   * Makes sure that every id has a key: what exists stays (also if it was destroyed: a destroyed id never gets a key
   * again), the rest is added. Durable, also against power loss, when it resolves.
   *
   * @returns what the store holds under each id afterwards, in the order of the entries.
   */
  ensure(entries: readonly { id: string; wrapped: Buffer }[]): Promise<KeyAnswer[]>;
  /** In the order of the ids. */
  get(ids: readonly string[]): Promise<KeyAnswer[]>;
  /** Overwrites the keys for good and remembers that they were there; an id never seen stays unknown. May be repeated. */
  destroy(ids: readonly string[]): Promise<void>;
  /** Ids of active keys that begin with `prefix`, in byte order, in batches. */
  active(prefix: string): AsyncIterable<string[]>;
  close(): Promise<void>;
}

/** The key store did not answer, or answered that it cannot. */
export class KeyStoreUnavailable extends Error {
  readonly code = 'KEY_STORE_UNAVAILABLE';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeyStoreUnavailable';
  }
}
