import type { Engines, Logger } from '@gatehouse/service';
import type { CommonValues } from '../configuration/common-settings.js';
import type { EngineName } from './engine-pings.js';
import { PINGS } from './engine-pings.js';
import { openEventStore, openKeyStore, openMessageBus, openReadModels } from './open-engines.js';

/**
 * Whether an engine answers a connection that is made for the question, whatever the connection says that the service
 * works by: then a new process would be better off than this one.
 *
 * @param topic of the message bus that the process may look into.
 */
export async function answersAfresh(
  engine: EngineName,
  topic: string,
  { name, values, logger }: { name: string; values: CommonValues; logger: Logger },
): Promise<boolean> {
  const openings: { [name in EngineName]: () => Promise<{ [port: string]: { close(): Promise<void> } }> } = {
    'event-store': async () => ({ eventStore: await openEventStore(values, logger) }),
    'message-bus': async () => ({ bus: await openMessageBus(name, values, logger) }),
    'key-store': async () => ({ keyStore: await openKeyStore(values) }),
    'read-models': async () => ({ readModels: await openReadModels(values) }),
  };
  try {
    const opened = await openings[engine]();
    try {
      await PINGS[engine](opened as unknown as Engines, topic);
      return true;
    } finally {
      for (const one of Object.values(opened)) await one.close();
    }
  } catch {
    return false;
  }
}
