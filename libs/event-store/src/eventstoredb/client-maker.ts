import { readFileSync } from 'node:fs';
import type { Credentials, NodePreference } from '@eventstore/db-client';
import type { Security } from './forgiving-client.js';
import { ForgivingClient } from './forgiving-client.js';
import type { Connection } from './parse-connection.js';
import { parseConnection } from './parse-connection.js';
import type { EventStoreDbSettings } from './settings.js';
import { EventStoreDbSettingsError } from './settings.js';

/** The server's own first password: whoever knows the product knows it. */
const DEFAULT_PASSWORD = 'changeit';

/**
 * How long the nodes of a cluster are asked which of them leads: all of three that do not answer, within 27 seconds. The
 * client's own values come to minutes, and no call of the process can be made meanwhile.
 */
const SEARCH = { maxDiscoverAttempts: 3, gossipTimeout: 3 };

/**
 * Gives a maker of clients; each connects with its first call. Refuses what must not go into production unless the settings say
 * `insecure`: plain text, certificates that nobody checks, the product's default password, no password.
 *
 * @throws EventStoreDbSettingsError
 */
export function clientMaker(settings: EventStoreDbSettings): () => ForgivingClient {
  const connection = parseConnection(settings.connection);
  const username = settings.username ?? connection.username;
  const password = settings.password ?? connection.password;
  const isPlain = connection.options.get('tls') === 'false';
  const isUnverified = connection.options.get('tlsVerifyCert') === 'false';
  if (!settings.insecure) {
    if (isPlain) refuse('tls=false would send everything in plain text: use TLS');
    if (isUnverified) refuse('tlsVerifyCert=false would accept any server: give its authority as tlsCaFile');
    if (password === DEFAULT_PASSWORD) refuse('the password is the default one: change it on the server');
    if (!username || !password) refuse('there is no name and password: give both');
  }
  const credentials = username && password ? { username, password } : undefined;
  const security = isPlain ? { insecure: true } : { ...authority(connection), ...verification(isUnverified) };
  return () => newClient(connection, security, credentials);
}

function refuse(why: string): never {
  throw new EventStoreDbSettingsError(`${why}, or say insecure for development.`);
}

function authority({ options }: Connection): { rootCertificate?: Buffer } {
  const file = options.get('tlsCaFile');
  if (!file) return {};
  try {
    return { rootCertificate: readFileSync(file) };
  } catch (error) {
    throw new EventStoreDbSettingsError(
      `tlsCaFile cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}

const verification = (isUnverified: boolean) =>
  isUnverified ? { verifyOptions: { rejectUnauthorized: false } } : {};

function newClient(
  { discover, nodes, options }: Connection,
  security: Security,
  credentials: Credentials | undefined,
): ForgivingClient {
  const preference = options.get('nodePreference') as NodePreference | undefined;
  const search = { ...SEARCH, ...(preference ? { nodePreference: preference } : {}) };
  if (discover) return new ForgivingClient({ discover: nodes[0]!, ...search }, security, credentials);
  if (nodes.length > 1) return new ForgivingClient({ endpoints: nodes, ...search }, security, credentials);
  return new ForgivingClient({ endpoint: nodes[0]! }, security, credentials);
}
