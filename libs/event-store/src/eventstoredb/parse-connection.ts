import { EventStoreDbSettingsError } from './settings.js';

/** What a connection string says. */
export interface Connection {
  discover: boolean;
  nodes: { address: string; port: number }[];
  username: string | undefined;
  password: string | undefined;
  options: ReadonlyMap<string, string>;
}

const FORM =
  /^esdb(?<discover>\+discover)?:\/\/(?:(?<user>[^@/]*)@)?(?<nodes>[^/?@]+)\/?(?:\?(?<options>.*))?$/;
const OPTIONS = ['tls', 'tlsVerifyCert', 'tlsCaFile', 'nodePreference'];

/** Reads a connection string. @throws EventStoreDbSettingsError */
export function parseConnection(connection: string): Connection {
  const parts = FORM.exec(connection)?.groups;
  if (!parts) {
    throw new EventStoreDbSettingsError(
      'the connection string has another form than esdb://[name:password@]host:port[,host:port][?option=value].',
    );
  }
  const [username, password] = (parts['user'] ?? '').split(':').map(decodeURIComponent);
  return {
    discover: parts['discover'] !== undefined,
    nodes: parts['nodes']!.split(',').map(toNode),
    username: username || undefined,
    password: password || undefined,
    options: toOptions(parts['options'] ?? ''),
  };
}

function toNode(text: string): { address: string; port: number } {
  const [, address, port = '2113'] = /^(\[[0-9a-f:.]+\]|[^:]+)(?::(\d+))?$/i.exec(text) ?? [];
  if (!address || Number(port) > 65_535) {
    throw new EventStoreDbSettingsError('a node of the connection string is no host:port.');
  }
  return { address, port: Number(port) };
}

function toOptions(query: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const known = OPTIONS.find((option) => option.toLowerCase() === name.toLowerCase());
    if (!known) {
      throw new EventStoreDbSettingsError(
        `the connection string has an option that is not known; known are ${OPTIONS.join(', ')}.`,
      );
    }
    options.set(known, value);
  }
  return options;
}
