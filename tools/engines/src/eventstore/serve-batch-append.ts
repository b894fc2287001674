import type { ServerDuplexStream } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statuses from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { mayAppend } from './rights.js';
import type { ServedStore } from './served-store.js';
import { streamName } from './stream-name.js';
import type { Proposed, Written } from './write-events.js';
import { propose, writeEvents } from './write-events.js';

type Call = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;
type Answer = (give: (response: streams.BatchAppendResp) => void) => void;

/** One call carries all appends of a client. A follower hands them to the leader, as it does where nobody asks for the leader. */
export function serveBatchAppend(served: ServedStore, call: Call): void {
  const open = new Map<string, Proposed>();
  // One after the other: pipelined appends keep their order.
  let last = Promise.resolve();
  call.on('data', (request: streams.BatchAppendReq) => {
    const id = request.getCorrelationId()!.getString();
    const proposed = open.get(id) ?? begin(request.getOptions()!);
    open.set(id, proposed);
    for (const message of request.getProposedMessagesList()) propose(proposed, message);
    if (!request.getIsFinal()) return;
    open.delete(id);
    const answer: Answer = (give) => {
      const response = new streams.BatchAppendResp().setCorrelationId(new shared.UUID().setString(id));
      const identifier = new shared.StreamIdentifier();
      identifier.setStreamName(Buffer.from(proposed.stream));
      give(response.setStreamIdentifier(identifier));
      call.write(response);
    };
    last = last.then(() => append(served, proposed, answer));
  });
  call.on('end', () => call.end());
}

function begin(options: streams.BatchAppendReq.Options): Proposed {
  const expected = options.hasStreamPosition() ? Number(options.getStreamPosition()) : 'no-stream';
  return { stream: streamName(options.getStreamIdentifier()), expected, events: [], bytes: 0 };
}

async function append(
  { store, log, faults, rights }: ServedStore,
  proposed: Proposed,
  answer: Answer,
): Promise<void> {
  const unknown = () => answer((response) => response.setError(failure(new shared.Unknown(), 'Unknown')));
  if (!mayAppend(rights, proposed.stream)) {
    return answer((response) => response.setError(failure(new shared.AccessDenied(), 'AccessDenied')));
  }
  const fault = faults.appends.shift() ?? faults.everyAppend;
  if (fault === 'lost') return;
  if (fault === 'refused') return unknown();
  if (fault === 'late') answer((response) => response.setError(failure(new shared.Timeout(), 'Timeout')));
  try {
    const written = await writeEvents(store, log, proposed, faults.maxAppendBytes);
    if (fault === 'failed') return unknown();
    if (fault !== 'unanswered') answer((response) => fill(response, written));
  } catch {
    // A bad event has two answers, as on a real server.
    unknown();
    unknown();
  }
}

function fill(response: streams.BatchAppendResp, written: Written): void {
  if ('tooLarge' in written) {
    const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(written.tooLarge);
    response.setError(failure(details, 'MaximumAppendSizeExceeded'));
    return;
  }
  if ('conflict' in written) {
    const details = new shared.WrongExpectedVersion();
    if (written.conflict === 'no-stream') details.setCurrentNoStream(new empty.Empty());
    else details.setCurrentStreamRevision(String(written.conflict));
    response.setError(failure(details, 'WrongExpectedVersion'));
    return;
  }
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(written.revision));
  if (written.position === undefined) success.setNoPosition(new empty.Empty());
  else {
    const position = String(BigInt(written.position));
    success.setPosition(
      new shared.AllStreamPosition().setCommitPosition(position).setPreparePosition(position),
    );
  }
  response.setSuccess(success);
}

/** Errors have an empty message. */
function failure(details: { serializeBinary(): Uint8Array }, name: string): statuses.Status {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new statuses.Status().setMessage('').setDetails(packed);
}
