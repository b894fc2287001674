import { status } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { ReadCall } from './read-answer.js';
import { ReadAnswer } from './read-answer.js';
import type { ServedStore } from './served-store.js';
import { streamName } from './stream-name.js';
import { toReadEvent } from './to-read-event.js';

/** Reads of a stream or of all events, both ways, up to a count. */
export async function serveRead(served: ServedStore, call: ReadCall): Promise<void> {
  const options = call.request.getOptions()!;
  const count = Number(options.getCount());
  if (count < 1) {
    call.emit('error', { code: status.INVALID_ARGUMENT, details: '' });
    return;
  }
  const answer = new ReadAnswer(call);
  const stream = options.getStream();
  const name = streamName(stream?.getStreamIdentifier());
  if (stream && served.view.stream(name).length === 0) {
    const identifier = new shared.StreamIdentifier();
    identifier.setStreamName(Buffer.from(name).toString('base64'));
    const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier);
    await answer.send(new streams.ReadResp().setStreamNotFound(notFound));
    answer.end();
    return;
  }
  for (const event of wanted(served, options, name, count)) {
    if (!answer.isOpen) return;
    await answer.send(new streams.ReadResp().setEvent(toReadEvent(event)));
  }
  answer.end();
}

function* wanted(
  { view }: ServedStore,
  options: streams.ReadReq.Options,
  name: string,
  count: number,
): Iterable<RecordedEvent> {
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const events = options.hasAll() ? view : view.stream(name);
  const place = options.hasAll()
    ? placeInAll(view, options.getAll()!, backwards)
    : placeInStream(events.length, options.getStream()!);
  const step = backwards ? -1 : 1;
  for (let n = 0, at = place; n < count && at >= 0 && at < events.length; n += 1, at += step)
    yield events.at(at)!;
}

/** A revision is inclusive both ways. */
function placeInStream(length: number, from: streams.ReadReq.Options.StreamOptions): number {
  if (from.hasRevision()) return Number(from.getRevision());
  return from.hasStart() ? 0 : length - 1;
}

/** A position is inclusive forwards and exclusive backwards. */
function placeInAll(
  view: ServedStore['view'],
  from: streams.ReadReq.Options.AllOptions,
  backwards: boolean,
): number {
  const position = from.getPosition();
  if (position) {
    const before = view.placeAfter(BigInt(position.getCommitPosition()) - 1n);
    return backwards ? before - 1 : before;
  }
  return from.hasStart() ? 0 : view.length - 1;
}
