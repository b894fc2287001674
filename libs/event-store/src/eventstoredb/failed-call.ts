import { AccessDeniedError, ErrorType } from '@eventstore/db-client';
import { EventStoreRefused, EventStoreUnavailable } from '../event-store.port.js';

/** What was asked of the server, for the words of what went wrong. */
export type Asked = 'append' | 'read a stream' | 'read $all' | 'follow $all';

/** What the user needs, as the server's administrators call it. */
const RIGHTS: Record<Asked, string> = {
  append:
    'to write to its streams ($w in $userStreamAcl of the stream $settings, or in the acl of the stream)',
  'read a stream':
    'to read its streams ($r in $userStreamAcl of the stream $settings, or in the acl of the stream)',
  'read $all': 'to read $all ($r in the acl of $all)',
  'follow $all': 'to read $all ($r in the acl of $all)',
};

const UNREACHED = 'it cannot be reached';
const REASONS: Partial<Record<string, string>> = {
  [ErrorType.UNAVAILABLE]: UNREACHED,
  [ErrorType.TIMEOUT]: 'it did not answer in time',
  [ErrorType.DEADLINE_EXCEEDED]: 'it did not answer in time',
  [ErrorType.CANCELLED]: 'it ended the call',
  [ErrorType.NOT_LEADER]: 'another node leads now',
};
const CERTIFICATE = /certificate|altname/i;
/** Codes of Node.js for what happened to a connection: ECONNREFUSED, ENOTFOUND, … */
const SYSTEM_CODE = /\b(?:E[A-Z]{4,}|EAI_[A-Z]+)\b/;
/** The code of gRPC for a name or password that is not accepted. */
const UNAUTHENTICATED = 16;

/**
 * Turns a failure of the client into the port's own error, in our words: the client's may be empty, and may quote
 * anything.
 */
export function failedCall(error: unknown, asked: Asked): EventStoreUnavailable {
  if (error instanceof EventStoreUnavailable) return error;
  const cause = { cause: error };
  if (error instanceof AccessDeniedError) {
    const isUnknown = (error.code as number | undefined) === UNAUTHENTICATED;
    const needs = isUnknown
      ? 'the name or the password: give those of a user that it has.'
      : `to ${asked}: grant the user the right ${RIGHTS[asked]}.`;
    return new EventStoreRefused(`EventStoreDB refuses ${needs}`, cause);
  }
  return new EventStoreUnavailable(`EventStoreDB did not ${asked}: ${reasonOf(error)}.`, cause);
}

function reasonOf(error: unknown): string {
  const { type, message = '' } = error as { type?: string; message?: string };
  if (CERTIFICATE.test(message)) {
    return 'its certificate is not accepted: look at tlsCaFile, and at the names in the certificate';
  }
  const code = SYSTEM_CODE.exec(message)?.[0];
  // Plain errors are those of the discovery of a cluster.
  const reason = type === undefined ? UNREACHED : (REASONS[type] ?? `it answered an error (${type})`);
  const next = reason === UNREACHED ? ': look whether it runs, and at its address' : '';
  return `${reason}${code ? ` (${code})` : ''}${next}`;
}
