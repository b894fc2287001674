export interface KafkaServer {
  nodeId: number;
  /** A node that is no controller belongs to the one whose controller listens on `controllerPort`. */
  isController: boolean;
  port: number;
  /** `host:port` by which clients are told to reach it. */
  advertised: string;
  controllerPort: number;
  dataFolder: string;
}

/** The configuration of one Kafka node for tests; with the short session it is back seconds after it was killed. */
export function serverProperties(server: KafkaServer): string {
  const { nodeId, isController, port, advertised, controllerPort, dataFolder } = server;
  const controller = isController ? `,CONTROLLER://127.0.0.1:${controllerPort}` : '';
  const properties = {
    'process.roles': isController ? 'broker,controller' : 'broker',
    'node.id': nodeId,
    listeners: `PLAINTEXT://127.0.0.1:${port}${controller}`,
    'advertised.listeners': `PLAINTEXT://${advertised}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': dataFolder,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
    'broker.session.timeout.ms': 1_500,
    'broker.heartbeat.interval.ms': 300,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
