import { hostname } from 'node:os';
import { isWeakMasterKey, MASTER_KEY_WEAK, parseMasterKey } from '@gatehouse/privacy';
import { z } from 'zod';
import { eventStoreAddress, messageBusAddress, mongodbAddress } from './engine-addresses.js';
import type { Setting, ValuesOf } from './setting.js';
import { port, textLike, wholeNumber } from './text-schemas.js';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Gives the types of settings their values without losing those of each. */
export const setting = <T>(it: Setting<T>): Setting<T> => it;

/** What every service is configured with. */
export const COMMON_SETTINGS = {
  eventStore: setting({
    variable: 'GATEHOUSE_EVENT_STORE',
    help: 'address of the event store: esdb://…, esdb+discover://…, or file:/path/of/events.db',
    schema: eventStoreAddress,
    isSecret: true,
  }),
  messageBus: setting({
    variable: 'GATEHOUSE_MESSAGE_BUS',
    help: 'address of the message bus: kafka://host:port,host:port, or file:/path/of/bus.db',
    schema: messageBusAddress,
    isSecret: true,
  }),
  keyStore: setting({
    variable: 'GATEHOUSE_KEY_STORE',
    help: 'address of the key store: mongodb://…, or file:/path/of/keys.db',
    schema: mongodbAddress('key store'),
    isSecret: true,
  }),
  masterKey: setting({
    variable: 'GATEHOUSE_MASTER_KEY',
    help: "the installation's master key, 64 hex digits; the same for all services",
    schema: textLike(
      /^[0-9a-f]{64}$/i,
      'Give the 64 hex digits of the master key, or in GATEHOUSE_MASTER_KEY_FILE a file that holds them.',
    )
      .refine((text) => !isWeakMasterKey(text), { error: MASTER_KEY_WEAK })
      .transform(parseMasterKey),
    isSecret: true,
  }),
  instance: setting({
    variable: 'GATEHOUSE_INSTANCE',
    help: 'names the process towards others of its service, the same after a restart (default: the host name)',
    schema: textLike(/^[\x21-\x7e]{1,200}$/, 'Give a name of at most 200 letters, digits and signs.').default(
      () => hostname(),
    ),
  }),
  host: setting({
    variable: 'GATEHOUSE_HOST',
    help: 'address that it listens on: 0.0.0.0 for those of other machines, too (default: 127.0.0.1)',
    schema: textLike(/^[0-9a-z.:-]+$/i, 'Give an address of this machine, or 0.0.0.0 for all.').default(
      '127.0.0.1',
    ),
  }),
  logLevel: setting({
    variable: 'GATEHOUSE_LOG',
    help: `${LOG_LEVELS.join(', ')} (default: info)`,
    schema: z
      .enum(LOG_LEVELS, { error: `cannot be used. Give one of ${LOG_LEVELS.join(', ')}.` })
      .default('info'),
  }),
  insecure: setting({
    variable: 'GATEHOUSE_INSECURE',
    help: 'true for development only: plain text, unchecked certificates, default passwords are accepted (default: false)',
    schema: z
      .enum(['true', 'false'], { error: 'cannot be used. Give true for development, else false.' })
      .default('false')
      .transform((text) => text === 'true'),
  }),
};

/** What the one service that writes and serves documents is configured with beside it. */
export const READ_MODELS_SETTINGS = {
  readModels: setting({
    variable: 'GATEHOUSE_READ_MODELS',
    help: 'address of the read models: mongodb://…, or file:/path/of/read-models.db',
    schema: mongodbAddress('read models'),
    isSecret: true,
  }),
};

/** The embedded bus keeps no more letters of a topic, so that a greater number would never be reached. */
const MOST_LETTERS = 100_000;

/** What a service is configured with that puts records away. */
export const DEAD_LETTERS_SETTINGS = {
  deadLettersFull: setting({
    variable: 'GATEHOUSE_DEAD_LETTERS_FULL',
    help: 'with so many dead letters in a topic of the service it is not ready (default: 1000)',
    schema: wholeNumber(MOST_LETTERS, 1_000, 1),
  }),
};

/** What a service is configured with that handles messages. */
export const HANDLER_SETTINGS = {
  handlerLimit: setting({
    variable: 'GATEHOUSE_HANDLER_LIMIT',
    help: 'a handler that does nothing for so many seconds, and waits for no engine, is given up (default: 120)',
    schema: wholeNumber(3_600, 120, 1),
  }),
};

export const healthSetting = (unset: number) => ({
  healthPort: setting({
    variable: 'GATEHOUSE_HEALTH_PORT',
    help: `port of /live, /ready and /health, 0 for a free one (default: ${unset})`,
    schema: port(unset),
  }),
});

export type CommonValues = ValuesOf<typeof COMMON_SETTINGS> &
  Partial<ValuesOf<typeof READ_MODELS_SETTINGS>> &
  Partial<ValuesOf<typeof DEAD_LETTERS_SETTINGS>> &
  ValuesOf<ReturnType<typeof healthSetting>>;
