import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '../free-port.js';
import { GuardedProcess } from '../guarded-process.js';
import { untilAnswering } from '../until-answering.js';
import type { KafkaEngine } from './kafka-engine.js';
import { kafkaJars } from './kafka-jars.js';
import { KAFKA_VERSION } from './kafka-version.js';
import { serverProperties } from './server-properties.js';

const run = promisify(execFile);
/** Any 16 bytes in base64: names the cluster of one node. */
const CLUSTER_ID = 'Z2F0ZWhvdXNlLXRlc3RzMA';

/**
 * Kafka in KRaft mode, one process, on this machine's Java.
 *
 * @param wayTo gives another `host:port` by which clients are to reach the one that it listens on.
 * @throws when there is no Java, or no jars.
 */
export async function kafkaFromJars(wayTo = async (address: string) => address): Promise<KafkaEngine> {
  await run('java', ['-version']).catch(() => {
    throw new Error('no Java on this machine');
  });
  const jars = join(await kafkaJars(), '*');
  const [port, controllerPort] = (await freePorts(2)) as [number, number];
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-kafka-'));
  const properties = join(folder, 'server.properties');
  const listens = `127.0.0.1:${port}`;
  const advertised = await wayTo(listens);
  const dataFolder = join(folder, 'data');
  await writeFile(properties, serverProperties({ port, advertised, controllerPort, dataFolder }));
  await run('java', ['-cp', jars, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties]);

  const start = async (): Promise<GuardedProcess> => {
    const java = ['-Xmx512m', '-XX:+UseSerialGC', '-cp', jars, 'kafka.Kafka', properties];
    const started = GuardedProcess.start('java', java, join(folder, 'server.log'));
    await untilAnswering(listens, { hasEnded: () => started.hasEnded() });
    return started;
  };
  let server = await start();
  return {
    name: 'kafka',
    how: `${KAFKA_VERSION} (jars)`,
    address: advertised,
    stop: async () => {
      await server.kill();
      await rm(folder, { recursive: true, force: true });
    },
    interruptible: {
      kill: () => server.kill(),
      startAgain: async () => {
        server = await start();
      },
    },
  };
}
