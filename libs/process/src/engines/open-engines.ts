import type { EventStore } from '@gatehouse/event-store';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import type { MessageBus } from '@gatehouse/message-bus';
import { MessageBusUnavailable } from '@gatehouse/message-bus/port';
import type { Engines, Logger } from '@gatehouse/service';
import type { KeyStore } from '@gatehouse/privacy';
import { KeyRing, KeyStoreUnavailable } from '@gatehouse/privacy';
import type { ReadModels } from '@gatehouse/read-models';
import { ReadModelsUnavailable } from '@gatehouse/read-models';
import { isPassing } from '@gatehouse/sqlite';
import type { CommonValues } from '../configuration/common-settings.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { checkEventStore } from './check-event-store.js';
import { kafkaConnection, kafkaTopics } from './kafka-connection.js';
import { inExistingFolder } from './in-existing-folder.js';
import type { Misfit } from './installation.js';
import { claimStores, misfitOfReadModels } from './installation.js';
import { unusedEngine } from './unused-engine.js';
import { VARIABLES, wordsOfMisfit } from './words-of-misfit.js';

/**
 * Opens the engines that the service is configured with. An adapter is loaded only when an address names it, so that
 * nobody loads the client of an engine that he does not use.
 *
 * @param appendsEvents whether the service appends to the event store, so that it needs that right.
 * @returns also `check`, to be called before anything is appended or decided: it fails as this does when the event store
 * refuses the user, or the stores and the master key are not of one installation.
 * @throws ConfigurationError when an address is refused, or an engine refuses the user; the ports' own errors when an
 * engine does not answer.
 */
export async function openEngines(
  name: string,
  values: CommonValues,
  logger: Logger,
  appendsEvents: boolean,
): Promise<{ engines: Engines; check: () => Promise<void>; close: () => Promise<void> }> {
  const opened: { close(): Promise<void> }[] = [];
  const open = async <T extends { close(): Promise<void> }>(variable: string, opening: () => Promise<T>) => {
    const engine = await orConfigurationError(variable, opening);
    opened.push(engine);
    return engine;
  };
  const close = async () => {
    for (const engine of opened.splice(0).reverse()) await engine.close();
  };
  try {
    const keyStore = await open('GATEHOUSE_KEY_STORE', () => openKeyStore(values));
    const eventStore = await open('GATEHOUSE_EVENT_STORE', () => openEventStore(values, logger));
    const readModels = values.readModels
      ? await open('GATEHOUSE_READ_MODELS', () => openReadModels(values))
      : unusedEngine<ReadModels>('read models');
    const bus = await open('GATEHOUSE_MESSAGE_BUS', () => openMessageBus(name, values, logger));
    const check = async () => {
      const { masterKey } = values;
      const keyRing = new KeyRing(keyStore, masterKey);
      const ours = { eventStore, keyRing, masterKey, readModels: values.readModels && readModels };
      // First: they are served as they were while the event store is away.
      refuse(await misfitOfReadModels(ours));
      await orConfigurationError('GATEHOUSE_EVENT_STORE', () => checkEventStore(eventStore, appendsEvents));
      refuse(await claimStores(ours, { appends: appendsEvents, by: name }));
    };
    return { engines: { eventStore, bus, readModels, keyStore, masterKey: values.masterKey }, check, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @throws ConfigurationError where there is one. */
function refuse(misfit: Misfit | undefined): void {
  if (misfit) throw new ConfigurationError([wordsOfMisfit(misfit, VARIABLES)]);
}

export async function openEventStore(
  { eventStore, insecure }: Pick<CommonValues, 'eventStore' | 'insecure'>,
  log: Logger,
): Promise<EventStore> {
  if (eventStore.engine === 'embedded') {
    const { openEmbeddedEventStore } = await import('@gatehouse/event-store/embedded');
    return openEmbeddedEventStore(inExistingFolder('GATEHOUSE_EVENT_STORE', eventStore.file));
  }
  const { openEventStoreDb } = await import('@gatehouse/event-store/eventstoredb');
  return openEventStoreDb({ connection: eventStore.connection, insecure, log });
}

export async function openMessageBus(
  name: string,
  values: Pick<CommonValues, 'messageBus' | 'instance' | 'insecure'>,
  log: Logger,
): Promise<MessageBus> {
  if (values.messageBus.engine === 'embedded') {
    const { openEmbeddedMessageBus } = await import('@gatehouse/message-bus/embedded');
    return openEmbeddedMessageBus(inExistingFolder('GATEHOUSE_MESSAGE_BUS', values.messageBus.file));
  }
  const { openKafkaMessageBus } = await import('@gatehouse/message-bus/kafka');
  const clientId = `${name}.${values.instance}`;
  return openKafkaMessageBus({
    connection: kafkaConnection(values.messageBus, clientId, values.insecure),
    insecure: values.insecure,
    topics: kafkaTopics(values.messageBus.topics),
    log,
  });
}

export async function openKeyStore({
  keyStore,
  insecure,
}: Pick<CommonValues, 'keyStore' | 'insecure'>): Promise<KeyStore> {
  if (keyStore.engine === 'embedded') {
    const { openEmbeddedKeyStore } = await import('@gatehouse/privacy/embedded');
    return openEmbeddedKeyStore(inExistingFolder('GATEHOUSE_KEY_STORE', keyStore.file));
  }
  const { openMongodbKeyStore } = await import('@gatehouse/privacy/mongodb');
  return openMongodbKeyStore({ address: keyStore.address, insecure });
}

export async function openReadModels({
  readModels,
  insecure,
}: Pick<CommonValues, 'readModels' | 'insecure'>): Promise<ReadModels> {
  if (!readModels || readModels.engine === 'embedded') {
    const { openEmbeddedReadModels } = await import('@gatehouse/read-models/embedded');
    return openEmbeddedReadModels(inExistingFolder('GATEHOUSE_READ_MODELS', readModels?.file ?? ''));
  }
  const { openMongodbReadModels } = await import('@gatehouse/read-models/mongodb');
  return openMongodbReadModels({ address: readModels.address, insecure });
}

/** Adapters' errors when they are opened, of which the configuration is the cause; their messages hold no part of an address. */
const OF_CONFIGURATION = [
  'EVENT_STORE_SETTINGS',
  'EVENT_STORE_REFUSED',
  'EVENT_STORE_FOLLOWER_ALONE',
  'MESSAGE_BUS_CONNECTION_REFUSED',
  'MONGODB_ADDRESS_REFUSED',
  'MONGODB_NOT_PERMITTED',
  'DATABASE_TOO_NEW',
  'DATABASE_FOREIGN',
  'DATA_FILE_NOT_USABLE',
  'SQLITE_FAILURE',
];

/** What an engine counts as whose file is locked or full when it is opened: it is away, and waited for. */
const AWAY: { readonly [variable: string]: new (message: string, options: ErrorOptions) => Error } = {
  GATEHOUSE_EVENT_STORE: EventStoreUnavailable,
  GATEHOUSE_MESSAGE_BUS: MessageBusUnavailable,
  GATEHOUSE_KEY_STORE: KeyStoreUnavailable,
  GATEHOUSE_READ_MODELS: ReadModelsUnavailable,
};

/**
 * @throws ConfigurationError in place of an error of the opening of which the variable is the cause; the port's own error where
 * the file is locked or full.
 */
export async function orConfigurationError<T>(variable: string, opening: () => Promise<T>): Promise<T> {
  try {
    return await opening();
  } catch (error) {
    const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
    const Away = AWAY[variable];
    if (Away && error instanceof Error && isPassing(error)) throw new Away(error.message, { cause: error });
    if (syscall === 'stat') {
      throw new ConfigurationError([`${variable} names a file that cannot be looked for (${code}).`]);
    }
    if (error instanceof Error && OF_CONFIGURATION.includes(String(code))) {
      throw new ConfigurationError([`${variable}: ${error.message}`]);
    }
    throw error;
  }
}
