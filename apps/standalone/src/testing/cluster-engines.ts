import { STREAM_PREFIXES } from '@gatehouse/schemas';
import type { Engine, Interruptible, KafkaEngine } from '@gatehouse/engines';
import { startEventstore, startKafka, startMongodb } from '@gatehouse/engines';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import type { Engines } from '@gatehouse/service';
import { openMongodbKeyStore } from '@gatehouse/privacy/mongodb';
import { openMongodbReadModels } from '@gatehouse/read-models/mongodb';

/** EventStoreDB, Kafka and MongoDB, as `tools/engines` can have them here, empty at first, and who looks into them. */
export interface ClusterEngines {
  /** The processes' variables that name them. */
  environment: { [variable: string]: string };
  /** `host:port` of Kafka. */
  kafka: string;
  /** Undefined where Kafka is not ours to stop. */
  interruptible: Interruptible | undefined;
  look: Omit<Engines, 'bus' | 'masterKey'>;
  stop(): Promise<void>;
}

/** @throws Error naming the engine that cannot be had, and why. */
export async function startClusterEngines(): Promise<ClusterEngines> {
  const stopping: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stopping.splice(0).reverse()) await one();
  };
  const had = async <E extends Engine | KafkaEngine>(starting: Promise<E>) => {
    const engine: Engine | KafkaEngine = await starting;
    if ('unavailable' in engine) {
      throw new Error(`engine ${engine.name}: not available (${engine.unavailable})`);
    }
    stopping.push(() => engine.stop());
    return engine as Exclude<E, { unavailable: string }>;
  };
  const opened = async <T extends { close(): Promise<void> }>(opening: Promise<T> | T) => {
    const one = await opening;
    stopping.push(() => one.close());
    return one;
  };
  try {
    const [kafka, mongodb, eventstore] = [
      await had(startKafka()),
      await had(startMongodb()),
      await had(startEventstore()),
    ];
    const [keys, readModels] = [databaseOf(mongodb.address, 'keys'), databaseOf(mongodb.address, 'models')];
    const eventStore = await opened(openEventStoreDb({ connection: eventstore.address, insecure: true }));
    if ((await eventStore.lastPosition(Object.values(STREAM_PREFIXES))) !== null) {
      throw new Error('The EventStoreDB is not empty: each of these specs needs empty engines.');
    }
    return {
      environment: {
        GATEHOUSE_EVENT_STORE: eventstore.address,
        GATEHOUSE_MESSAGE_BUS: `kafka://${kafka.address}`,
        GATEHOUSE_KEY_STORE: keys,
        GATEHOUSE_READ_MODELS: readModels,
        GATEHOUSE_INSECURE: 'true',
      },
      kafka: kafka.address,
      interruptible: kafka.interruptible,
      look: {
        eventStore,
        keyStore: await opened(openMongodbKeyStore({ address: keys, insecure: true })),
        readModels: await opened(openMongodbReadModels({ address: readModels, insecure: true })),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function databaseOf(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}
