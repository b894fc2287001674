import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { RecordedEvent } from '@gatehouse/event-store';

/** An event as reads and subscriptions carry it. */
export function toReadEvent(event: RecordedEvent): streams.ReadResp.ReadEvent {
  const position = String(BigInt(event.position));
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(event.stream));
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(identifier)
    .setStreamRevision(String(event.revision))
    .setPreparePosition(position)
    .setCommitPosition(position)
    .setCustomMetadata(Buffer.from(JSON.stringify(event.metadata)))
    .setData(Buffer.from(JSON.stringify(event.data)));
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', 'application/json')
    .set('created', '0');
  return new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position);
}
