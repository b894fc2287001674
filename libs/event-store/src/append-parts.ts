import type { NewEvent } from './event-store.port.js';
import { AppendTooLarge } from './event-store.port.js';

/** What every store appends at once, in bytes as `appendBytes` counts them. EventStoreDB's own limit is 1 MiB. */
export const MAX_APPEND_BYTES = 1_000_000;

/** The size of an event in an append, counted as EventStoreDB counts: data, metadata, and the type as UTF-16. */
export function appendBytes(event: NewEvent): number {
  const { data, metadata } = textsOf(event);
  return Buffer.byteLength(data) + Buffer.byteLength(metadata) + 2 * event.type.length;
}

/** @throws AppendTooLarge when the events are over `maxBytes` together. */
export function checkAppend(events: readonly NewEvent[], maxBytes: number = MAX_APPEND_BYTES): void {
  const bytes = events.reduce((sum, event) => sum + appendBytes(event), 0);
  if (bytes > maxBytes) throw new AppendTooLarge(events.length, maxBytes);
}

/**
 * The events in parts that every store appends at once, in order: usually one. For writers whose events stand each for
 * itself: a part is all or none, the whole is not. One event that is over the limit is a part of its own.
 */
export function* appendParts(
  events: readonly NewEvent[],
  maxBytes: number = MAX_APPEND_BYTES,
): Generator<readonly NewEvent[]> {
  let [start, bytes] = [0, 0];
  for (let at = 0; at < events.length; at += 1) {
    const size = appendBytes(events[at]!);
    if (at > start && bytes + size > maxBytes) {
      yield events.slice(start, at);
      [start, bytes] = [at, 0];
    }
    bytes += size;
  }
  if (start < events.length) yield events.slice(start);
}

const KNOWN = new WeakMap<NewEvent, { data: string; metadata: string }>();

/** An event's data and metadata as JSON texts, made once for measuring and for writing it. */
export function textsOf(event: NewEvent): { readonly data: string; readonly metadata: string } {
  let texts = KNOWN.get(event);
  if (!texts) {
    texts = { data: JSON.stringify(event.data), metadata: JSON.stringify(event.metadata) };
    KNOWN.set(event, texts);
  }
  return texts;
}
