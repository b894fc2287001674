import { until } from '@gatehouse/testing';
import type { Admin } from 'kafkajs';
import kafkajs from 'kafkajs';

/** What each service listens to, as a Kafka group is named after it. */
export const TOPICS_OF = {
  'permission-policy': 'mis.records',
  'contact-filter': 'mis.permitted-records',
  'calendar-sync': 'mis.permitted-events',
} as const;
export type BusServiceName = keyof typeof TOPICS_OF;
export const BUS_SERVICES = Object.keys(TOPICS_OF) as BusServiceName[];

const groupOf = (service: BusServiceName) => `${service}.${TOPICS_OF[service]}`;

/** Looks at the services' groups as Kafka knows them. */
export class KafkaGroups {
  readonly #admin: Admin;

  private constructor(admin: Admin) {
    this.#admin = admin;
  }

  static async on(address: string): Promise<KafkaGroups> {
    const kafka = new kafkajs.Kafka({ brokers: [address], logLevel: kafkajs.logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    return new KafkaGroups(admin);
  }

  close(): Promise<void> {
    return this.#admin.disconnect();
  }

  /** The clients that are members, `<service>.<instance>`, with the partitions that each has. */
  async members(service: BusServiceName): Promise<Map<string, number[]>> {
    const { groups } = await this.#admin.describeGroups([groupOf(service)]);
    const members = groups[0]?.state === 'Stable' ? groups[0].members : [];
    return new Map(
      members.map(({ clientId, memberAssignment }) => {
        const decoded = kafkajs.AssignerProtocol.MemberAssignment.decode(memberAssignment);
        return [clientId, decoded?.assignment[TOPICS_OF[service]] ?? []];
      }),
    );
  }

  /** Resolves when all these instances are members, and each has partitions. */
  async shared(service: BusServiceName, instances: readonly string[]): Promise<void> {
    const isShared = async () => {
      const members = await this.members(service);
      return instances.every((instance) => (members.get(`${service}.${instance}`)?.length ?? 0) > 0);
    };
    await until(`${service} is shared by ${instances.join(' and ')}`, isShared, { everyMs: 100 });
  }

  /** The instance that gets a school's messages. */
  async instanceOf(service: BusServiceName, schoolId: string): Promise<string> {
    const topic = TOPICS_OF[service];
    const { topics } = await this.#admin.fetchTopicMetadata({ topics: [topic] });
    const partitionMetadata = topics[0]?.partitions ?? [];
    const message = { key: schoolId, value: null };
    const partition = kafkajs.Partitioners.DefaultPartitioner()({ topic, partitionMetadata, message });
    const owner = [...(await this.members(service))].find(([, partitions]) => partitions.includes(partition));
    if (!owner) throw new Error(`Nobody has partition ${partition} of ${topic}.`);
    return owner[0].slice(service.length + 1);
  }

  /** Resolves when the group has done everything that is in its topic. */
  async caughtUp(service: BusServiceName): Promise<void> {
    const topic = TOPICS_OF[service];
    const lag = async () => {
      const ends = await this.#admin.fetchTopicOffsets(topic);
      const [done] = await this.#admin.fetchOffsets({ groupId: groupOf(service), topics: [topic] });
      const placeOf = new Map(done?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      return ends
        .map(({ partition, low, high }) => Number(high) - Math.max(placeOf.get(partition) ?? 0, Number(low)))
        .reduce((sum, each) => sum + each, 0);
    };
    let seen = NaN;
    const isDone = async () => (seen = await lag()) === 0;
    await until(`${service} has caught up`, isDone, { everyMs: 100, seen: () => seen });
  }

  /** Sets a group, of which no member may run, back to the oldest message. */
  async backToTheBeginning(service: BusServiceName): Promise<void> {
    await this.#admin.resetOffsets({ groupId: groupOf(service), topic: TOPICS_OF[service], earliest: true });
  }
}
