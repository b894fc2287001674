import type shared from '@eventstore/db-client/generated/shared_pb.js';

/** The protocol carries names as bytes. */
export function streamName(identifier: shared.StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
}
