import type { KeyAnswer, KeyStore } from '@gatehouse/privacy';

/** A key store in memory, for specs that are not about engines. Stores on the same map see each other's keys. */
export class MemoryKeyStore implements KeyStore {
  readonly #keys: Map<string, KeyAnswer>;

  constructor(keys = new Map<string, KeyAnswer>()) {
    this.#keys = keys;
  }

  async ensure(entries: readonly { id: string; wrapped: Buffer }[]): Promise<KeyAnswer[]> {
    for (const { id, wrapped } of entries) {
      if (!this.#keys.has(id)) this.#keys.set(id, { state: 'active', wrapped });
    }
    return this.get(entries.map(({ id }) => id));
  }

  async get(ids: readonly string[]): Promise<KeyAnswer[]> {
    return ids.map((id) => this.#keys.get(id) ?? { state: 'unknown' });
  }

  async destroy(ids: readonly string[]): Promise<void> {
    for (const id of ids) if (this.#keys.has(id)) this.#keys.set(id, { state: 'destroyed' });
  }

  async *active(prefix: string): AsyncIterable<string[]> {
    const ids = [...this.#keys]
      .filter(([id, { state }]) => state === 'active' && id.startsWith(prefix))
      .map(([id]) => id);
    if (ids.length > 0) yield ids.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  async close(): Promise<void> {}
}
