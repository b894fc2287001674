import type { KeyAnswer, KeyStore } from '@gatehouse/privacy';
import type {
  Collection,
  ListOptions,
  ReadModels,
  StoredDocument,
  WriteOperation,
} from '@gatehouse/read-models';
import type { ServiceProcess } from './service-process.js';
import type { Stored } from './stored.js';

export class KeysInMemory implements KeyStore {
  readonly #stored: Stored;
  readonly #process: ServiceProcess;

  constructor(stored: Stored, process: ServiceProcess) {
    this.#stored = stored;
    this.#process = process;
  }

  ensure(entries: readonly { id: string; wrapped: Buffer }[]): Promise<KeyAnswer[]> {
    if (entries.length === 0) return Promise.resolve([]);
    return this.#process.step(() => {
      const { keys } = this.#stored;
      for (const { id, wrapped } of entries) if (!keys.has(id)) keys.set(id, { state: 'active', wrapped });
      return this.#answers(entries.map(({ id }) => id));
    });
  }

  get(ids: readonly string[]): Promise<KeyAnswer[]> {
    return this.#process.call(() => this.#answers(ids));
  }

  destroy(ids: readonly string[]): Promise<void> {
    const { keys } = this.#stored;
    const isThere = (id: string) => keys.get(id)?.state === 'active';
    if (!ids.some(isThere)) return this.#process.call(() => undefined);
    return this.#process.step(() => {
      for (const id of ids) if (isThere(id)) keys.set(id, { state: 'destroyed' });
    });
  }

  async *active(prefix: string): AsyncIterable<string[]> {
    const ids = await this.#process.call(() =>
      [...this.#stored.keys]
        .filter(([id, { state }]) => state === 'active' && id.startsWith(prefix))
        .map(([id]) => id),
    );
    if (ids.length > 0) yield ids.sort();
  }

  async close(): Promise<void> {}

  #answers(ids: readonly string[]): KeyAnswer[] {
    return ids.map((id) => this.#stored.keys.get(id) ?? { state: 'unknown' });
  }
}

export class DocumentsInMemory implements ReadModels {
  readonly #stored: Stored;
  readonly #process: ServiceProcess;

  constructor(stored: Stored, process: ServiceProcess) {
    this.#stored = stored;
    this.#process = process;
  }

  write(operations: readonly WriteOperation[]): Promise<void> {
    return this.#process.step(() => {
      const { documents } = this.#stored;
      for (const { collection, schoolId, id, rev, document, again } of operations) {
        const name = nameOf(collection, schoolId, id);
        const stored = documents.get(name)?.rev ?? -1;
        if (stored < rev || (again && stored === rev))
          documents.set(name, { id, rev, document: structuredClone(document) });
      }
    });
  }

  get(collection: Collection, schoolId: string, id: string): Promise<StoredDocument | undefined> {
    return this.#process.call(() => {
      const found = this.#stored.documents.get(nameOf(collection, schoolId, id));
      return found && isThere(found) ? structuredClone(found) : undefined;
    });
  }

  list(
    collection: Collection,
    schoolId: string,
    { after = '', limit }: ListOptions,
  ): Promise<StoredDocument[]> {
    const prefix = nameOf(collection, schoolId, '');
    return this.#process.call(() =>
      [...this.#stored.documents]
        .flatMap(([name, found]) =>
          name.startsWith(prefix) && found.id > after && isThere(found) ? [structuredClone(found)] : [],
        )
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    );
  }

  async count(collection: Collection, schoolId: string): Promise<number> {
    return (await this.list(collection, schoolId, { limit: Infinity })).length;
  }

  drop(collection: Collection): Promise<void> {
    return this.#process.step(() => {
      const { documents } = this.#stored;
      const prefix = `${collection.addOn}/${collection.kind}/${collection.version}/`;
      for (const name of documents.keys()) if (name.startsWith(prefix)) documents.delete(name);
    });
  }

  forget(collection: Collection, schoolId: string, id?: string): Promise<void> {
    return this.#process.step(() => {
      const { documents } = this.#stored;
      const named = nameOf(collection, schoolId, id ?? '');
      for (const name of documents.keys())
        if (id === undefined ? name.startsWith(named) : name === named) documents.delete(name);
    });
  }

  dropCheckpoint(name: string): Promise<void> {
    return this.#process.step(() => {
      this.#stored.checkpoints.delete(name);
    });
  }

  checkpoint(name: string): Promise<string | null> {
    return this.#process.call(() => this.#stored.checkpoints.get(name) ?? null);
  }

  saveCheckpoint(name: string, position: string): Promise<void> {
    return this.#process.step(() => {
      this.#stored.checkpoints.set(name, position);
    });
  }

  async close(): Promise<void> {}
}

const isThere = (found: { document: unknown }): found is StoredDocument => found.document !== null;

const nameOf = ({ addOn, kind, version }: Collection, schoolId: string, id: string) =>
  `${addOn}/${kind}/${version}/${schoolId}/${id}`;
