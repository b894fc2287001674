import { oneOf, textLike } from './text-schemas.js';

const FILE = /^file:(?:\/\/)?(\/(?!\/).*)$/;
const KAFKA =
  /^kafka:\/\/(?:(?<user>[^@/:]+):(?<password>[^@/]+)@)?(?<brokers>[^@/?,\s]+:\d+(?:,[^@/?,\s]+:\d+)*)\/?(?:\?(?<options>.*))?$/;

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** How to reach Kafka. `tls` undefined: TLS, except where insecure connections are allowed. */
export interface KafkaAddress {
  engine: 'kafka';
  brokers: string[];
  tls: boolean | undefined;
  sasl: { mechanism: (typeof MECHANISMS)[number]; username: string; password: string } | undefined;
}

const embedded = textLike(FILE, '').transform((text) => ({
  engine: 'embedded' as const,
  file: FILE.exec(text)?.[1] ?? '',
}));

const eventStoreDb = textLike(/^esdb(\+discover)?:\/\/\S+$/, '').transform((connection) => ({
  engine: 'eventstoredb' as const,
  connection,
}));

const mongodb = textLike(/^mongodb(\+srv)?:\/\/\S+$/, '').transform((address) => ({
  engine: 'mongodb' as const,
  address,
}));

const kafka = textLike(KAFKA, '').transform((text, context): KafkaAddress => {
  const address = readKafka(text);
  if (address) return address;
  context.addIssue({ code: 'custom', message: 'cannot be used.' });
  return { engine: 'kafka', brokers: [], tls: undefined, sasl: undefined };
});

function readKafka(text: string): KafkaAddress | undefined {
  const { user, password, brokers = '', options = '' } = KAFKA.exec(text)?.groups ?? {};
  const { tls, mechanism = 'scram-sha-512', ...others } = Object.fromEntries(new URLSearchParams(options));
  const known = MECHANISMS.find((name) => name === mechanism);
  const isTls = { true: true, false: false }[tls ?? ''];
  if (!known || Object.keys(others).length > 0 || (tls !== undefined && isTls === undefined))
    return undefined;
  try {
    const sasl = user &&
      password && {
        mechanism: known,
        username: decodeURIComponent(user),
        password: decodeURIComponent(password),
      };
    return { engine: 'kafka', brokers: brokers.split(','), tls: isTls, sasl: sasl || undefined };
  } catch {
    return undefined;
  }
}

const OR_FILE = 'or file:/path/of/the.db for the embedded one.';

/** The schemas of the engines' addresses, whose schemes choose the adapters. */
export const eventStoreAddress = oneOf(
  [embedded, eventStoreDb],
  `Give the event store's address: esdb://name:password@host:2113, esdb+discover://…, ${OR_FILE}`,
);
export const messageBusAddress = oneOf(
  [embedded, kafka],
  'Give the addresses of the brokers: kafka://[name:password@]host:9092,host:9092[?tls=…&mechanism=plain|scram-sha-256|' +
    `scram-sha-512], ${OR_FILE}`,
);
export const mongodbAddress = (what: string) =>
  oneOf([embedded, mongodb], `Give the address of the ${what}: mongodb://host:27017/database, ${OR_FILE}`);
