import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import { Metadata, status } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServedStore } from './served-store.js';
import { streamName } from './stream-name.js';
import type { Proposed, Written } from './write-events.js';
import { propose, writeEvents } from './write-events.js';

type Call = ServerReadableStream<streams.AppendReq, streams.AppendResp>;

/** The path that a client takes when it gives credentials with the append. */
export async function serveAppend(
  { store, log, faults }: ServedStore,
  call: Call,
  answer: sendUnaryData<streams.AppendResp>,
): Promise<void> {
  const empty = (code: status) => answer({ code, details: '', metadata: new Metadata() });
  try {
    const proposed = await receive(call);
    const fault = faults.appends.shift();
    if (fault === 'lost') return;
    if (fault === 'refused') return empty(status.UNAVAILABLE);
    if (fault === 'late') empty(status.DEADLINE_EXCEEDED);
    const written = await writeEvents(store, log, proposed, faults.maxAppendBytes);
    if (fault === 'failed') return empty(status.UNKNOWN);
    if (fault !== undefined) return;
    if ('tooLarge' in written) {
      const metadata = new Metadata();
      metadata.set('exception', 'maximum-append-size-exceeded');
      metadata.set('maximum-append-size', String(written.tooLarge));
      return answer({ code: status.INVALID_ARGUMENT, details: '', metadata });
    }
    answer(null, toResponse(written));
  } catch {
    empty(status.UNKNOWN);
  }
}

async function receive(call: Call): Promise<Proposed> {
  const proposed: Proposed = { stream: '', expected: 'no-stream', events: [], bytes: 0 };
  for await (const request of call as AsyncIterable<streams.AppendReq>) {
    const [options, message] = [request.getOptions(), request.getProposedMessage()];
    if (options) {
      proposed.stream = streamName(options.getStreamIdentifier());
      if (options.hasRevision()) proposed.expected = Number(options.getRevision());
      else if (!options.hasNoStream()) throw new Error('The test server knows exact revisions only.');
    }
    if (message) propose(proposed, message);
  }
  return proposed;
}

function toResponse(written: Exclude<Written, { tooLarge: number }>): streams.AppendResp {
  const response = new streams.AppendResp();
  if ('conflict' in written) {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (written.conflict === 'no-stream') wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(String(written.conflict));
    return response.setWrongExpectedVersion(wrong);
  }
  const success = new streams.AppendResp.Success().setCurrentRevision(String(written.revision));
  if (written.position === undefined) return response.setSuccess(success.setNoPosition(new shared.Empty()));
  const position = new streams.AppendResp.Position()
    .setCommitPosition(String(BigInt(written.position)))
    .setPreparePosition(String(BigInt(written.position)));
  return response.setSuccess(success.setPosition(position));
}
