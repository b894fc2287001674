import { Metadata, status } from '@grpc/grpc-js';
import type { ClusterNode } from './cluster.js';

/** A call that is refused as a whole, as a real server does it. */
export interface Refusal {
  code: status;
  details: string;
  metadata: Metadata;
}

/** The name or the password is wrong. A real server answers before the call is looked at, without an exception's name. */
export const unauthenticated = (): Refusal => ({
  code: status.UNAUTHENTICATED,
  details: 'Received HTTP status code 401',
  metadata: new Metadata(),
});

export const accessDenied = (): Refusal => refusal(status.PERMISSION_DENIED, 'access-denied');

/** Only the leader may answer this, and this node does not lead. Without a leader nobody can say where to ask. */
export function notLeader(leader: ClusterNode | undefined): Refusal {
  if (!leader) return { code: status.UNKNOWN, details: 'No leader info available', metadata: new Metadata() };
  const refused = refusal(status.NOT_FOUND, 'not-leader');
  refused.metadata.set('leader-endpoint-host', '127.0.0.1');
  refused.metadata.set('leader-endpoint-port', String(leader.port));
  return refused;
}

function refusal(code: status, exception: string): Refusal {
  const metadata = new Metadata();
  metadata.set('exception', exception);
  return { code, details: '', metadata };
}
