import { statSync } from 'node:fs';
import type { EventStore } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import type { KeyStore } from '@gatehouse/privacy';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import type { ReadModels } from '@gatehouse/read-models';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import type { DataDirectory } from '@gatehouse/standalone';
import { ENGINE_FILES, openExistingDataDirectory } from '@gatehouse/standalone';

/**
 * A data directory's engines, opened one by one as a command asks for them. An engine makes its file where there is
 * none, and looking must not change anything: so a file that is missing stays missing and reads as undefined.
 */
export class DataFiles {
  readonly #opened = new Map<string, { close(): Promise<void> }>();

  private constructor(readonly directory: DataDirectory) {}

  /**
   * Opens the directory, does the work, closes what was opened.
   *
   * @throws SetupError when there is no data directory, it has another format, or a key is missing.
   */
  static async use<T>(folder: string, work: (data: DataFiles) => Promise<T>): Promise<T> {
    const data = new DataFiles(await openExistingDataDirectory(folder));
    try {
      return await work(data);
    } finally {
      for (const engine of data.#opened.values()) await engine.close();
    }
  }

  eventStore(): EventStore | undefined {
    return this.#existing(ENGINE_FILES.events, openEmbeddedEventStore);
  }

  /** To append: the file is made where there is none. */
  eventStoreForWriting(): EventStore {
    return this.#open(ENGINE_FILES.events, openEmbeddedEventStore);
  }

  readModels(): ReadModels | undefined {
    return this.#existing(ENGINE_FILES.readModels, openEmbeddedReadModels);
  }

  keyStore(): KeyStore | undefined {
    return this.#existing(ENGINE_FILES.keys, openEmbeddedKeyStore);
  }

  #existing<E extends { close(): Promise<void> }>(name: string, open: (file: string) => E): E | undefined {
    const found = statSync(this.directory.file(name), { throwIfNoEntry: false });
    return found && found.size > 0 ? this.#open(name, open) : undefined;
  }

  #open<E extends { close(): Promise<void> }>(name: string, open: (file: string) => E): E {
    const engine = (this.#opened.get(name) as E | undefined) ?? open(this.directory.file(name));
    this.#opened.set(name, engine);
    return engine;
  }
}
