import { KAFKA_ADDRESS_FORM, kafkaAddress } from './kafka-address.js';
import { oneOf, textLike } from './text-schemas.js';

const FILE = /^file:(?:\/\/)?(\/(?!\/).*)$/;

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

const OR_FILE = 'or file:/path/of/the.db for the embedded one.';

/** The schemas of the engines' addresses, whose schemes choose the adapters. */
export const eventStoreAddress = oneOf(
  [embedded, eventStoreDb],
  `Give the event store's address: esdb://name:password@host:2113, esdb+discover://…, ${OR_FILE}`,
);
export const messageBusAddress = oneOf(
  [embedded, kafkaAddress],
  `Give the addresses of the brokers: ${KAFKA_ADDRESS_FORM}, ${OR_FILE}`,
);
export const mongodbAddress = (what: string) =>
  oneOf([embedded, mongodb], `Give the address of the ${what}: mongodb://host:27017/database, ${OR_FILE}`);
