import type { CmsChange, ImportedData, Kind } from '@gatehouse/contracts';
import { meaningOfLine, parseLedgerStream } from '@gatehouse/contracts';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { RingAnswer } from '@gatehouse/privacy';
import { openLine, recordKeyId } from '@gatehouse/privacy';
import type { Document, WriteOperation } from '@gatehouse/read-models';
import { collectionOf } from '../collections.js';

/** A ledger line about a record, with what its stream and type say. */
export interface RecordLine {
  event: RecordedEvent;
  schoolId: string;
  addOn: CmsChange['addOn'];
  kind: Kind;
  recordKey: string;
  isImport: boolean;
}

/** The record lines of a batch of events, in order; other events are left out. */
export function recordLines(events: readonly RecordedEvent[]): RecordLine[] {
  return events.flatMap((event) => {
    const ledger = parseLedgerStream(event.stream);
    const meaning = meaningOfLine(event.type);
    if (!ledger || !meaning) return [];
    const recordKey = String(event.data['recordKey']);
    return [{ event, ...ledger, kind: meaning.kind, recordKey, isImport: meaning.outcome === 'imported' }];
  });
}

/** Of several lines about one record only the last can show: the others need no key and no write. */
export function lastLines(lines: readonly RecordLine[]): RecordLine[] {
  return [...new Map(lines.map((line) => [`${line.event.stream}/${line.recordKey}`, line])).values()];
}

export const keyIdOf = ({ event, recordKey }: RecordLine): string =>
  recordKeyId(event.stream, recordKey, Number(event.data['generation']));

/** A key that the store does not know is loss or a wrong store: better no document than a wrong one. */
export class KeyUnknown extends Error {
  readonly code = 'KEY_UNKNOWN';
  constructor(ledger: string, revision: number) {
    super(
      `The key store does not know the key of ${ledger} revision ${revision}. ` +
        'Check that the key store belongs to this installation, or restore its backup; projecting has stopped.',
    );
    this.name = 'KeyUnknown';
  }
}

/**
 * The write that a line asks for, as data: the document of an import, the removal of anything else. An import whose
 * key was destroyed shows as gone.
 *
 * @throws KeyUnknown, and SealBroken when the line was altered.
 */
export function writeOf(line: RecordLine, key: RingAnswer | undefined): WriteOperation {
  const { event, schoolId, addOn, kind, recordKey } = line;
  const at = { collection: collectionOf(addOn, kind), schoolId, id: recordKey, rev: event.revision };
  if (!line.isImport || key?.state === 'destroyed') return { ...at, document: null };
  if (key?.state !== 'active') throw new KeyUnknown(event.stream, event.revision);
  const { sealed } = event.data as unknown as ImportedData;
  const place = { schoolId, ledger: event.stream, eventId: event.id };
  const values = openLine<Document>(key.key, place, sealed);
  return { ...at, document: { ...values.reveal(), id: recordKey } };
}

export function changeOf(
  { event, schoolId, addOn, kind, recordKey }: RecordLine,
  write: WriteOperation,
): CmsChange {
  return {
    schoolId,
    addOn,
    kind,
    recordKey,
    revision: event.revision,
    change: write.document ? 'present' : 'gone',
  };
}
