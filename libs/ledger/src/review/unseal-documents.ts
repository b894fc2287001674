import type { ImportedData } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import type { Personal } from '@gatehouse/privacy';
import { unsealLine, recordKeyId, SealBroken } from '@gatehouse/privacy';
import type { LineDocument } from '../lines/decided.js';
import type { LineContext } from '../lines/ledger.js';
import type { LastLine } from '../lines/ledger-state.js';

const BATCH = 500;

export interface UnsealedDocument {
  recordKey: string;
  line: LastLine;
  /** Undefined where its key is gone or does not open it: the values are lost. */
  document: Personal<LineDocument> | undefined;
}

/** The documents of imported records, read back from the ledger in batches, in the ledger's order. */
export async function* unsealDocuments(
  store: EventStore,
  context: LineContext,
  wanted: readonly (readonly [recordKey: string, line: LastLine])[],
): AsyncIterable<UnsealedDocument[]> {
  const ordered = [...wanted].sort(([, a], [, b]) => a.revision - b.revision);
  for (let at = 0; at < ordered.length; at += BATCH) {
    yield unsealBatch(store, context, ordered.slice(at, at + BATCH));
  }
}

async function unsealBatch(
  store: EventStore,
  context: LineContext,
  batch: readonly (readonly [string, LastLine])[],
): Promise<UnsealedDocument[]> {
  const { schoolId, stream } = context.ledger;
  const ids = batch.map(([key, { generation }]) => recordKeyId(stream, key, generation));
  const keys = await context.keyRing.get(ids);
  const sealed = await sealedOf(store, stream, batch);
  return batch.map(([recordKey, line], i): UnsealedDocument => {
    const key = keys[i];
    const found = sealed.get(line.revision);
    if (key?.state !== 'active' || !found) return { recordKey, line, document: undefined };
    try {
      const place = { schoolId, ledger: stream, eventId: found.eventId };
      return { recordKey, line, document: unsealLine<LineDocument>(key.key, place, found.sealed) };
    } catch (error) {
      // One altered line must not hold up a school: it is as good as lost.
      if (error instanceof SealBroken) return { recordKey, line, document: undefined };
      throw error;
    }
  });
}

async function sealedOf(store: EventStore, stream: string, batch: readonly (readonly [string, LastLine])[]) {
  const found = new Map<number, { eventId: string; sealed: string }>();
  const revisions = new Set(batch.map(([, { revision }]) => revision));
  const last = Math.max(...revisions);
  for await (const events of store.read(stream, { from: Math.min(...revisions) })) {
    for (const { id, revision, data } of events) {
      if (!revisions.has(revision)) continue;
      found.set(revision, { eventId: id, sealed: (data as unknown as ImportedData).sealed });
    }
    if ((events.at(-1)?.revision ?? last) >= last) break;
  }
  return found;
}
