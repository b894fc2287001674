import { MAX_APPEND_BYTES } from '../append-parts.js';

/** Where is said that a subscription is interrupted, and that it follows again. Fields never hold what events hold. */
export interface EventStoreDbLog {
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
}

/** How the adapter reaches EventStoreDB. */
export interface EventStoreDbSettings {
  /**
   * `esdb://host:2113` for one node, `esdb://one:2113,two:2113` for a cluster, `esdb+discover://name:2113` for a
   * cluster behind a name. One node of a cluster must not be named alone. Known options: `tls`, `tlsVerifyCert`, `tlsCaFile`, `nodePreference`.
   */
  connection: string;
  /** Who appends and reads; may also stand in the connection string. Needs the right to read `$all`, and the streams. */
  username?: string;
  password?: string;
  /** For development: plain text, unverified certificates, default passwords and no password at all are accepted. */
  insecure?: boolean;
  /** The largest append in bytes; the server's own default limit is 1 MiB. */
  maxAppendBytes?: number;
  /** Appends under way at once, 15 unless said otherwise; more wait. */
  appendsInFlight?: number;
  /** How long the server may take for one answer, in milliseconds: an append, a page of a read, the start of a subscription. */
  timeoutMs?: number;
  /** A subscription that gave nothing for so long is renewed, in milliseconds. */
  silenceMs?: number;
  log?: EventStoreDbLog;
}

/** The settings cannot be used. Messages never hold the connection string, which may hold a password. */
export class EventStoreDbSettingsError extends Error {
  readonly code = 'EVENT_STORE_SETTINGS';
  constructor(message: string) {
    super(`EventStoreDB settings: ${message}`);
    this.name = 'EventStoreDbSettingsError';
  }
}

export type Limits = Required<
  Pick<EventStoreDbSettings, 'maxAppendBytes' | 'appendsInFlight' | 'timeoutMs' | 'silenceMs'>
> & {
  /** How long an append may wait for those before it, in milliseconds. */
  queueMs: number;
};

/**
 * Fifteen appends in flight fill the client's connection without waiting in its queue, whose failure, when the server
 * goes, would end the process.
 */
export function limitsOf(settings: EventStoreDbSettings): Limits {
  const {
    maxAppendBytes = MAX_APPEND_BYTES,
    appendsInFlight = 15,
    timeoutMs = 10_000,
    silenceMs = 60_000,
  } = settings;
  return { maxAppendBytes, appendsInFlight, timeoutMs, silenceMs, queueMs: 3 * timeoutMs };
}
