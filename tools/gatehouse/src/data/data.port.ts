import type { EventStore } from '@gatehouse/event-store';
import type { MessageBus } from '@gatehouse/message-bus';
import type { KeyRing, KeyStore } from '@gatehouse/privacy';
import type { ReadModels } from '@gatehouse/read-models';
import type { StoreNames } from '@gatehouse/process/engines';

/**
 * The data of an installation as a command reaches them, engine by engine, each opened when it is first asked for.
 * Looking changes nothing: an embedded engine whose file is not there is undefined, and no file is made.
 */
export interface Data {
  /** What to call the place in a message. */
  readonly name: string;
  /** What to call the stores in it. */
  readonly storeNames: StoreNames;
  eventStore(): Promise<EventStore | undefined>;
  /** To append: an embedded one's file is made where there is none. */
  eventStoreForWriting(): Promise<EventStore>;
  bus(): Promise<MessageBus | undefined>;
  /** To write: an embedded one's file is made where there is none. */
  busForWriting(): Promise<MessageBus>;
  readModels(): Promise<ReadModels | undefined>;
  /** To write: an embedded one's file is made where there is none. */
  readModelsForWriting(): Promise<ReadModels>;
  /** Undefined where there is no key store. */
  keyRingIfThere(): Promise<KeyRing | undefined>;
  /** @throws an error of configuration when there is no key store, for then nothing sealed can be opened. */
  keyRing(): Promise<KeyRing>;
  /**
   * The ids of keys alone, for which nobody needs a master key; undefined where there is no key store, and where the
   * environment names none.
   */
  keyIds(): Promise<Pick<KeyStore, 'active'> | undefined>;
  /** Compared with the one that the data were made with. */
  masterKey(): Promise<Buffer>;
}

/** Gives a command the data that were chosen, and closes what it opened when its work has ended. */
export type UseData = <T>(dataDir: string | undefined, work: (data: Data) => Promise<T>) => Promise<T>;
