import type { AppendResult as ClientResult, EventData } from '@eventstore/db-client';
import {
  AccessDeniedError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { AppendResult, ExpectedRevision, RecordedEvent } from '../event-store.port.js';
import { AppendTooLarge, EventStoreUnavailable } from '../event-store.port.js';
import { failedCall } from './failed-call.js';
import { toPosition } from './to-event.js';

export interface AppendSteps {
  /** One attempt. */
  send(): Promise<ClientResult>;
  /** What stands at the places that the append wants. */
  look(): Promise<RecordedEvent[]>;
  /** The revision of the stream's last event. */
  tail(): Promise<ExpectedRevision>;
}

/** The server refused these before it wrote anything. */
const REFUSALS = [AccessDeniedError, StreamDeletedError];

/**
 * Appends once. After an answer that leaves it open whether the events were written, looks at the places where they
 * would stand: if they are there they were written; if others are, it is a conflict; if none are, the same ids are
 * sent once more with the same revision, which can never write them twice.
 *
 * @throws AppendTooLarge; EventStoreRefused; EventStoreUnavailable when it is still open then, or the stream was deleted
 */
export async function appendExactly(events: readonly EventData[], steps: AppendSteps): Promise<AppendResult> {
  for (let isRepeated = false; ; isRepeated = true) {
    const sent = await steps.send().catch((error: unknown) => error as Error);
    if (!(sent instanceof Error) && sent.position && !isRepeated) {
      return { ok: true, revision: Number(sent.nextExpectedRevision), position: toPosition(sent.position) };
    }
    if (sent instanceof WrongExpectedVersionError && !isRepeated) {
      return { ok: false, conflict: { actual: toRevision(sent.actualVersion) } };
    }
    if (sent instanceof MaxAppendSizeExceededError)
      throw new AppendTooLarge(events.length, sent.maxAppendSize);
    if (REFUSALS.some((refusal) => sent instanceof refusal)) throw failedCall(sent, 'append');

    const there = await steps.look();
    const last = there.at(-1);
    if (last && there.length === events.length && there.every((event, n) => event.id === events[n]!.id)) {
      return { ok: true, revision: last.revision, position: last.position };
    }
    if (last || sent instanceof WrongExpectedVersionError) {
      return { ok: false, conflict: { actual: await steps.tail() } };
    }
    if (isRepeated) throw open(sent);
  }
}

function toRevision(version: unknown): ExpectedRevision {
  return typeof version === 'bigint' ? Number(version) : 'no-stream';
}

function open(cause: unknown): EventStoreUnavailable {
  return new EventStoreUnavailable(
    'EventStoreDB did not say whether an append was written: look at the tail of the stream before appending again.',
    { cause },
  );
}
