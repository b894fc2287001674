import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePorts } from '../free-port.js';
import { GuardedProcess } from '../guarded-process.js';
import { untilAnswering } from '../until-answering.js';
import type { OwnKafka } from './kafka-engine.js';
import { kafkaJars } from './kafka-jars.js';
import { KAFKA_VERSION } from './kafka-version.js';
import type { KafkaServer } from './server-properties.js';
import { serverProperties } from './server-properties.js';
import { untilKafkaAnswers } from './until-kafka-answers.js';

const run = promisify(execFile);
/** Any 16 bytes in base64: names the cluster of one node. */
const CLUSTER_ID = 'Z2F0ZWhvdXNlLXRlc3RzMA';
const NOTING_ITS_PID = 'echo $$ >"$1"; shift; exec "$@"';
/** How long a broker may take to see that its only disk is full, and to end, in milliseconds. */
const FULL_WITHIN_MS = 60_000;

/**
 * Kafka in KRaft mode, one process, on this machine's Java.
 *
 * @param wayTo gives another port by which clients are to reach the one that it listens on.
 * @throws when there is no Java, or no jars.
 */
export async function kafkaFromJars(wayTo = async (port: number) => port): Promise<OwnKafka> {
  await run('java', ['-version']).catch(() => {
    throw new Error('no Java on this machine');
  });
  const jars = join(await kafkaJars(), '*');
  const [port, controllerPort] = (await freePorts(2)) as [number, number];
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-kafka-'));
  const listens = `127.0.0.1:${port}`;
  const advertised = `127.0.0.1:${await wayTo(port)}`;

  /** @returns where the node's configuration is. */
  const prepare = async (node: Pick<KafkaServer, 'nodeId' | 'isController' | 'port' | 'advertised'>) => {
    const properties = join(folder, `${node.nodeId}.properties`);
    const dataFolder = join(folder, `data-${node.nodeId}`);
    await writeFile(properties, serverProperties({ ...node, controllerPort, dataFolder }));
    const format = ['format', '-t', CLUSTER_ID, '-c', properties];
    await run('java', ['-cp', jars, 'kafka.tools.StorageTool', ...format]);
    return properties;
  };
  const startNode = (properties: string, options?: { patienceSeconds: number }): GuardedProcess => {
    const java = ['java', '-Xmx512m', '-XX:+UseSerialGC', '-cp', jars, 'kafka.Kafka', properties];
    const command = ['-c', NOTING_ITS_PID, 'sh', `${properties}.pid`, ...java];
    return GuardedProcess.start('sh', command, `${properties}.log`, options);
  };
  const properties = await prepare({ nodeId: 1, isController: true, port, advertised });
  const start = async (): Promise<GuardedProcess> => {
    const started = startNode(properties);
    await untilAnswering(listens, { hasEnded: () => started.hasEnded() });
    return started;
  };
  const loseAnother = async () => {
    const [other] = (await freePorts(1)) as [number];
    const address = `127.0.0.1:${other}`;
    const node = { nodeId: 2, isController: false, port: other, advertised: address };
    // It signs off, so that nobody is sent to it any more.
    const started = startNode(await prepare(node), { patienceSeconds: 60 });
    // It answers when the cluster knows it.
    await untilKafkaAnswers(address);
    await started.kill();
    return node.nodeId;
  };
  let server = await start();
  const fill = async () => {
    // A file that may not grow fails as a disk does that has no room: Kafka takes any failed write for a failed disk.
    const pid = (await readFile(`${properties}.pid`, 'utf8')).trim();
    await run('prlimit', ['--pid', pid, '--fsize=0:']);
    await untilEnded(server);
  };
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
      loseAnother,
      fill: (await canLimit()) ? fill : undefined,
    },
  };
}

/** Whether the limits of a process that runs can be changed here (`prlimit` of util-linux). */
const canLimit = (): Promise<boolean> =>
  run('prlimit', ['--version']).then(
    () => true,
    () => false,
  );

async function untilEnded(server: GuardedProcess): Promise<void> {
  const end = Date.now() + FULL_WITHIN_MS;
  while (!server.hasEnded()) {
    if (Date.now() > end) throw new Error(`the broker runs on after ${FULL_WITHIN_MS} ms on a full disk`);
    await pause(50);
  }
}
