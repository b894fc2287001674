import { declaredEvents } from '@gatehouse/event-store';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { openEmbeddedMessageBus } from '@gatehouse/message-bus/embedded';
import { KeyRing } from '@gatehouse/privacy';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import type { StoreNames } from '@gatehouse/process/engines';
import type { DataDirectory } from '@gatehouse/standalone';
import { ENGINE_FILES, openExistingDataDirectory, SetupError, storeNamesIn } from '@gatehouse/standalone';
import type { Data } from './data.port.js';
import { isFilled } from './is-filled.js';
import type { OpenedEngines } from './opened-engines.js';

const openDeclaredEvents = (file: string) => declaredEvents(openEmbeddedEventStore(file));

/** The embedded engines of a data directory. */
export class DataFiles implements Data {
  readonly #directory: DataDirectory;
  readonly #engines: OpenedEngines;

  private constructor(directory: DataDirectory, engines: OpenedEngines) {
    this.#directory = directory;
    this.#engines = engines;
  }

  /** @throws SetupError when there is no data directory, it has another format, or a key is missing. */
  static async open(folder: string, engines: OpenedEngines): Promise<DataFiles> {
    return new DataFiles(await openExistingDataDirectory(folder), engines);
  }

  get name(): string {
    return this.#directory.folder;
  }

  get storeNames(): StoreNames {
    return storeNamesIn(this.#directory);
  }

  eventStore = () => this.#existing(ENGINE_FILES.events, openDeclaredEvents);
  eventStoreForWriting = () => this.#open(ENGINE_FILES.events, openDeclaredEvents);
  bus = () => this.#existing(ENGINE_FILES.bus, openEmbeddedMessageBus);
  busForWriting = () => this.#open(ENGINE_FILES.bus, openEmbeddedMessageBus);
  readModels = () => this.#existing(ENGINE_FILES.readModels, openEmbeddedReadModels);
  readModelsForWriting = () => this.#open(ENGINE_FILES.readModels, openEmbeddedReadModels);

  async keyRing(): Promise<KeyRing> {
    const keyRing = await this.keyRingIfThere();
    if (keyRing) return keyRing;
    const file = this.#directory.file(ENGINE_FILES.keys);
    throw new SetupError(
      'KEY_STORE_MISSING',
      `${file} is missing or empty: sealed values cannot be opened. Restore it from a backup; what shows no sealed value ` +
        'works without it.',
    );
  }

  async keyRingIfThere(): Promise<KeyRing | undefined> {
    const keys = await this.keyIds();
    return keys && new KeyRing(keys, this.#directory.masterKey);
  }

  keyIds = () => this.#existing(ENGINE_FILES.keys, openEmbeddedKeyStore);

  /** Opening the directory has compared it. */
  async masterKey(): Promise<Buffer> {
    return this.#directory.masterKey;
  }

  async #existing<E extends { close(): Promise<void> }>(
    name: string,
    open: (file: string) => E,
  ): Promise<E | undefined> {
    return isFilled(this.#directory.file(name)) ? this.#open(name, open) : undefined;
  }

  #open<E extends { close(): Promise<void> }>(name: string, open: (file: string) => E): Promise<E> {
    return this.#engines.open(name, () => open(this.#directory.file(name)));
  }
}
