import { z } from 'zod';
import { textLike, wholeNumberFrom } from './text-schemas.js';

const KAFKA =
  /^kafka:\/\/(?:(?<user>[^@/:]+):(?<password>[^@/]+)@)?(?<brokers>[^@/?,\s]+:\d+(?:,[^@/?,\s]+:\d+)*)\/?(?:\?(?<options>.*))?$/;

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
const MOST = { partitions: 1_000, replication: 100, retentionHours: 8_760 };
const HOUR_MS = 3_600_000;

/** Says what an address looks like, for whoever gave another one. */
export const KAFKA_ADDRESS_FORM =
  'kafka://[name:password@]host:9092,host:9092[?tls=true|false&mechanism=plain|scram-sha-256|scram-sha-512' +
  `&partitions=1…${MOST.partitions}&replication=1…${MOST.replication}&min-in-sync=1…replication` +
  `&retention-hours=1…${MOST.retentionHours}], each option at most once`;

/** How topics that do not exist yet are made. What is not there is left to the adapter. */
export interface DeclaredTopics {
  partitions?: number;
  replicationFactor?: number;
  minInSyncReplicas?: number;
  retentionMs?: number;
}

/** How to reach Kafka. `tls` undefined: TLS, except where insecure connections are allowed. */
export interface KafkaAddress {
  engine: 'kafka';
  brokers: string[];
  tls: boolean | undefined;
  sasl: { mechanism: (typeof MECHANISMS)[number]; username: string; password: string } | undefined;
  topics: DeclaredTopics;
}

const OPTIONS = z
  .strictObject({
    tls: z.enum(['true', 'false']).optional(),
    mechanism: z.enum(MECHANISMS).default('scram-sha-512'),
    partitions: wholeNumberFrom(1, MOST.partitions).optional(),
    replication: wholeNumberFrom(1, MOST.replication).optional(),
    'min-in-sync': wholeNumberFrom(1, MOST.replication).optional(),
    'retention-hours': wholeNumberFrom(1, MOST.retentionHours).optional(),
  })
  // Nothing could ever be published.
  .refine(({ replication = MOST.replication, 'min-in-sync': inSync = 1 }) => inSync <= replication);

/** The schema of the address, without a message of its own. */
export const kafkaAddress = textLike(KAFKA, '').transform((text, context): KafkaAddress => {
  const address = readKafka(text);
  if (address) return address;
  context.addIssue({ code: 'custom', message: 'cannot be used.' });
  return z.NEVER;
});

function readKafka(text: string): KafkaAddress | undefined {
  const { user, password, brokers = '', options = '' } = KAFKA.exec(text)?.groups ?? {};
  const given = [...new URLSearchParams(options)];
  const read = OPTIONS.safeParse(Object.fromEntries(given));
  if (!read.success || new Set(given.map(([name]) => name)).size < given.length) return undefined;
  const { tls, mechanism, ...topics } = read.data;
  try {
    const sasl = user &&
      password && {
        mechanism,
        username: decodeURIComponent(user),
        password: decodeURIComponent(password),
      };
    return {
      engine: 'kafka',
      brokers: brokers.split(','),
      tls: tls === undefined ? undefined : tls === 'true',
      sasl: sasl || undefined,
      topics: declaredTopics(topics),
    };
  } catch {
    return undefined;
  }
}

type TopicOptions = Omit<z.infer<typeof OPTIONS>, 'tls' | 'mechanism'>;

function declaredTopics({
  partitions,
  replication,
  'min-in-sync': inSync,
  'retention-hours': hours,
}: TopicOptions): DeclaredTopics {
  return {
    ...(partitions ? { partitions } : {}),
    ...(replication ? { replicationFactor: replication } : {}),
    ...(inSync ? { minInSyncReplicas: inSync } : {}),
    ...(hours ? { retentionMs: hours * HOUR_MS } : {}),
  };
}
