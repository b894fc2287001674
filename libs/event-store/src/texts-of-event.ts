import type { NewEvent } from './event-store.port.js';

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
