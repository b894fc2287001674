import type { ImportedData } from '@gatehouse/schemas';
import { meaningOfLine } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { KeyRing, RingAnswer } from '@gatehouse/privacy';
import { unsealLine, recordKeyId, SealBroken } from '@gatehouse/privacy';

/** A key that the store does not know is loss or a wrong store, never an erasure (design section 4). */
export class KeyUnknown extends Error {
  readonly code = 'KEY_UNKNOWN';
  constructor(ledger: string, revision: number) {
    super(
      `The key store does not know the key of ${ledger} revision ${revision}; printing stopped before it. ` +
        'Check that keys.db belongs to this data directory, or restore its backup.',
    );
    this.name = 'KeyUnknown';
  }
}

/**
 * The same batches, imported lines with `data.values` beside `data.sealed`: the values opened with the record's key, or
 * null and `data.erased` where that key was destroyed.
 *
 * @throws KeyUnknown, after all lines before that one; SealBroken when a line was altered.
 */
export async function* revealed(
  batches: AsyncIterable<RecordedEvent[]>,
  schoolId: string,
  keyRing: KeyRing,
): AsyncIterable<RecordedEvent[]> {
  for await (const events of batches) {
    const imports = events.filter(isImport);
    const answers = await keyRing.get(imports.map(keyIdOf));
    const keys = new Map(imports.map((event, i) => [event, answers[i]]));
    for (const event of events) {
      const answer = keys.get(event);
      yield [isImport(event) ? reveal(event, schoolId, answer) : event];
    }
  }
}

const isImport = (event: RecordedEvent) => meaningOfLine(event.type)?.outcome === 'imported';

const dataOf = (event: RecordedEvent) => event.data as unknown as ImportedData;

const keyIdOf = (event: RecordedEvent) =>
  recordKeyId(event.stream, dataOf(event).recordKey, dataOf(event).generation);

function reveal(event: RecordedEvent, schoolId: string, answer: RingAnswer | undefined): RecordedEvent {
  if (answer?.state === 'destroyed') return { ...event, data: { ...event.data, values: null, erased: true } };
  if (answer?.state === 'damaged') throw new SealBroken();
  if (answer?.state !== 'active') throw new KeyUnknown(event.stream, event.revision);
  const place = { schoolId, ledger: event.stream, eventId: event.id };
  const values = unsealLine(answer.key, place, dataOf(event).sealed);
  return { ...event, data: { ...event.data, values: values.reveal() } };
}
