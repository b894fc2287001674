import type { EventStore } from '@gatehouse/event-store';
import { declaredEvents } from '@gatehouse/event-store';
import type { MessageBus } from '@gatehouse/message-bus';
import { KeyRing } from '@gatehouse/privacy';
import type { KeyStore } from '@gatehouse/privacy';
import type { ReadModels } from '@gatehouse/read-models';
import type { Settings, ValuesOf } from '@gatehouse/process/engines';
import {
  COMMON_SETTINGS,
  compareMasterKey,
  ConfigurationError,
  openEventStore,
  openKeyStore,
  openMessageBus,
  openReadModels,
  orConfigurationError,
  READ_MODELS_SETTINGS,
  readSettings,
  VARIABLES,
} from '@gatehouse/process/engines';
import type { Data } from './data.port.js';
import type { Environment } from './environment.js';
import { namingVariables } from './environment.js';
import { isFilled } from './is-filled.js';
import type { OpenedEngines } from './opened-engines.js';

const { eventStore, messageBus, keyStore, masterKey, instance, insecure } = COMMON_SETTINGS;
const { readModels } = READ_MODELS_SETTINGS;

/** What an engine would write into a service's log is told by the errors that it throws. */
const silent = () => undefined;
const SILENT = { debug: silent, info: silent, warn: silent, error: silent };

/**
 * The engines of the processes, configured as those are (docs/reference/processes.md). Only the variables of what a
 * command uses are read.
 */
export class DataOfEnvironment implements Data {
  readonly name = 'the installation that the environment names';
  readonly storeNames = VARIABLES;
  readonly #environment: Environment;
  readonly #engines: OpenedEngines;

  constructor(environment: Environment, engines: OpenedEngines) {
    this.#environment = environment;
    this.#engines = engines;
  }

  async eventStore(): Promise<EventStore | undefined> {
    const { eventStore: address } = this.#read({ eventStore });
    return isMissing(address) ? undefined : this.eventStoreForWriting();
  }

  async eventStoreForWriting(): Promise<EventStore> {
    if (isMissing(this.#read({ eventStore }).eventStore)) {
      throw new ConfigurationError([
        `${eventStore.variable} names a file that is not there, and only services make one. Correct it, or start them first.`,
      ]);
    }
    const open = () => openEventStore(this.#read({ eventStore, insecure }), SILENT);
    return this.#open(eventStore.variable, async () => declaredEvents(await open()));
  }

  async bus(): Promise<MessageBus | undefined> {
    const { messageBus: address } = this.#read({ messageBus });
    return isMissing(address) ? undefined : this.busForWriting();
  }

  async busForWriting(): Promise<MessageBus> {
    const values = this.#read({ messageBus, instance, insecure });
    return this.#open(messageBus.variable, () => openMessageBus('gatehouse', values, SILENT));
  }

  async readModels(): Promise<ReadModels | undefined> {
    const { readModels: address } = this.#read({ readModels });
    return isMissing(address) ? undefined : this.readModelsForWriting();
  }

  async readModelsForWriting(): Promise<ReadModels> {
    const values = this.#read({ readModels, insecure });
    return this.#open(readModels.variable, () => openReadModels(values));
  }

  async keyRing(): Promise<KeyRing> {
    const keyRing = await this.keyRingIfThere();
    if (keyRing) return keyRing;
    throw new ConfigurationError([
      `${keyStore.variable} names a file that is not there: sealed values cannot be opened. Restore it from a backup.`,
    ]);
  }

  async keyRingIfThere(): Promise<KeyRing | undefined> {
    const key = await this.masterKey();
    const keys = await this.#keyStore();
    return keys && new KeyRing(keys, key);
  }

  async keyIds(): Promise<KeyStore | undefined> {
    return namingVariables(this.#environment).some((name) => name.startsWith(keyStore.variable))
      ? this.#keyStore()
      : undefined;
  }

  async masterKey(): Promise<Buffer> {
    const values = this.#read({ masterKey, keyStore });
    const keys = await this.#keyStore();
    if (keys) await compareMasterKey(keys, values.masterKey);
    return values.masterKey;
  }

  async #keyStore(): Promise<KeyStore | undefined> {
    const values = this.#read({ keyStore, insecure });
    if (isMissing(values.keyStore)) return undefined;
    return this.#open(keyStore.variable, () => openKeyStore(values));
  }

  /** @throws ConfigurationError */
  #read<S extends Settings>(settings: S): ValuesOf<S> {
    return readSettings(settings, this.#environment);
  }

  #open<E extends { close(): Promise<void> }>(variable: string, opening: () => Promise<E>): Promise<E> {
    return this.#engines.open(variable, () => orConfigurationError(variable, opening));
  }
}

const isMissing = (address: { engine: string; file?: string }) =>
  address.engine === 'embedded' && !isFilled(address.file ?? '');
