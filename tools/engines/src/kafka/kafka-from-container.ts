import { GenericContainer, getContainerRuntimeClient } from 'testcontainers';
import { freePorts } from '../free-port.js';
import { interruptibleContainer } from './interruptible-container.js';
import type { KafkaEngine } from './kafka-engine.js';
import { KAFKA_VERSION } from './kafka-version.js';
import { untilKafkaAnswers } from './until-kafka-answers.js';

/**
 * Apache's own image. The broker tells clients its address, so the port is chosen before it starts, and stays when the
 * same container starts again. (Not tried where this was written, stopping included: no public image can be pulled there.)
 *
 * @throws when no container runtime answers, or the image is not to be had.
 */
export async function kafkaFromContainer(): Promise<KafkaEngine> {
  const runtime = await getContainerRuntimeClient();
  const [port] = (await freePorts(1)) as [number];
  const container = await new GenericContainer(`apache/kafka:${KAFKA_VERSION}`)
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://localhost:${port}`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      // So that it is back soon after it was killed, as the one from the jars is.
      KAFKA_BROKER_SESSION_TIMEOUT_MS: '1500',
      KAFKA_BROKER_HEARTBEAT_INTERVAL_MS: '300',
    })
    .start();
  const address = `localhost:${port}`;
  await untilKafkaAnswers(address);
  return {
    name: 'kafka',
    how: `${KAFKA_VERSION} (container)`,
    address,
    stop: async () => {
      await container.stop();
    },
    interruptible: interruptibleContainer(runtime.container.getById(container.getId()), address),
  };
}
