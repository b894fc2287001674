import { randomUUID } from 'node:crypto';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServedStore } from './served-store.js';
import type { ReadCall } from './read-answer.js';
import { ReadAnswer } from './read-answer.js';
import { toReadEvent } from './to-read-event.js';

/** Follows all events, filtered by prefixes of stream names. Checkpoints come for searched events, none when idle. */
export async function serveSubscription({ view, faults }: ServedStore, call: ReadCall): Promise<void> {
  const options = call.request.getOptions()!;
  const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList() ?? [''];
  const window = faults.checkpointWindow * (options.getFilter()?.getCheckpointintervalmultiplier() ?? 1);
  const from = options.getAll()!.getPosition();
  let place = from ? view.placeAfter(BigInt(from.getCommitPosition())) : 0;
  let searched = 0;
  const answer = new ReadAnswer(call);
  const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await answer.send(new streams.ReadResp().setConfirmation(confirmation));
  while (answer.isOpen) {
    const event = faults.silent ? undefined : view.at(place);
    if (!event) {
      await view.grown(answer.gone);
      continue;
    }
    place += 1;
    searched += 1;
    if (prefixes.some((prefix) => event.stream.startsWith(prefix))) {
      await answer.send(new streams.ReadResp().setEvent(toReadEvent(event)));
    }
    if (searched >= window) {
      searched = 0;
      const position = String(BigInt(event.position));
      const checkpoint = new streams.ReadResp.Checkpoint()
        .setCommitPosition(position)
        .setPreparePosition(position);
      await answer.send(new streams.ReadResp().setCheckpoint(checkpoint));
    }
  }
}
