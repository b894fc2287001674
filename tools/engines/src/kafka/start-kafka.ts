import { reportEngine } from '../report-engine.js';
import { untilAnswering } from '../until-answering.js';
import { UnsteadyProxy } from '../unsteady-proxy.js';
import type { KafkaBehindProxy, KafkaEngine } from './kafka-engine.js';
import { kafkaFromContainer } from './kafka-from-container.js';
import { kafkaFromJars } from './kafka-from-jars.js';

/**
 * Gives a Kafka to test on: the one that `GATEHOUSE_TEST_KAFKA` names (`host:port`), else one in a container, else one
 * from the published jars on this machine's Java. A server that was started here ends with its starter.
 */
export async function startKafka(): Promise<KafkaEngine> {
  const given = process.env['GATEHOUSE_TEST_KAFKA'];
  if (given) return reportEngine(await kafkaFromEnvironment(given));
  const why: string[] = [];
  for (const start of [kafkaFromContainer, () => kafkaFromJars()]) {
    try {
      return reportEngine(await start());
    } catch (error) {
      why.push(error instanceof Error ? error.message.split('\n')[0]! : String(error));
    }
  }
  return reportEngine({ name: 'kafka', unavailable: why.join('; ') });
}

/**
 * A Kafka of its own that clients reach by a proxy (`way`) and by no address else: to test what befalls the way. The proxy
 * is closed with the engine.
 */
export async function startKafkaBehindProxy(): Promise<KafkaBehindProxy> {
  let way: UnsteadyProxy | undefined;
  try {
    const kafka = await kafkaFromJars(async (port) => {
      way = await UnsteadyProxy.before(port);
      return way.port;
    });
    const stop = async () => {
      await way?.close();
      await kafka.stop();
    };
    return reportEngine({ ...kafka, way: way!, stop });
  } catch (error) {
    await way?.close();
    return reportEngine({ name: 'kafka', unavailable: (error as Error).message });
  }
}

async function kafkaFromEnvironment(address: string): Promise<KafkaEngine> {
  try {
    await untilAnswering(address, { withinMs: 10_000 });
    return { name: 'kafka', how: 'as GATEHOUSE_TEST_KAFKA says', address, stop: async () => undefined };
  } catch (error) {
    return { name: 'kafka', unavailable: `GATEHOUSE_TEST_KAFKA: ${(error as Error).message}` };
  }
}
