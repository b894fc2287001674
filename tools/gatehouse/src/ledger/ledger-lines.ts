import type { RecordedEvent } from '@gatehouse/event-store';
import { canonicalJson } from '@gatehouse/privacy';

/** One JSON text for each line of a ledger; below the first level keys are sorted, so that two prints can be compared. */
export async function* ledgerLines(batches: AsyncIterable<RecordedEvent[]>): AsyncIterable<string> {
  for await (const events of batches) {
    for (const { revision, type, data, metadata } of events) {
      yield `{"revision":${revision},"type":${JSON.stringify(type)},"data":${canonicalJson(data)},"metadata":${canonicalJson(metadata)}}`;
    }
  }
}
