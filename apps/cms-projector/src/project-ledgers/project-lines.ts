import type { CmsChange, ImportedData, Kind } from '@gatehouse/contracts';
import { meaningOfLine, parseLedgerStream } from '@gatehouse/contracts';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { DocumentIds, RingAnswer } from '@gatehouse/privacy';
import { openLine, recordKeyId } from '@gatehouse/privacy';
import type { Document, WriteOperation } from '@gatehouse/read-models';
import { collectionOf } from '../collections.js';
import { underDocumentIds } from './under-document-ids.js';

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

/** What comes of a line: a write, and what the CMS is told of it. */
export interface Projected {
  rev: number;
  write: WriteOperation;
  change: CmsChange;
}

/**
 * What a line asks for, as data: the document of an import, the removal of anything else. An import whose key was
 * destroyed shows as gone.
 *
 * @param ids of the line's school.
 * @throws KeyUnknown, and SealBroken when the line was altered.
 */
export function projectLine(line: RecordLine, key: RingAnswer | undefined, ids: DocumentIds): Projected {
  const { event, schoolId, addOn, kind, recordKey } = line;
  const id = ids.documentId(recordKey);
  const document = documentOf(line, key, ids);
  return {
    rev: event.revision,
    write: { collection: collectionOf(addOn, kind), schoolId, id, rev: event.revision, document },
    change: { schoolId, addOn, kind, documentId: id, change: document ? 'present' : 'gone' },
  };
}

function documentOf(line: RecordLine, key: RingAnswer | undefined, ids: DocumentIds): Document | null {
  const { event, schoolId, recordKey } = line;
  if (!line.isImport || key?.state === 'destroyed') return null;
  if (key?.state !== 'active') throw new KeyUnknown(event.stream, event.revision);
  const { sealed } = event.data as unknown as ImportedData;
  const place = { schoolId, ledger: event.stream, eventId: event.id };
  const values = openLine<Document>(key.key, place, sealed);
  return underDocumentIds(values.reveal(), recordKey, ids);
}

/**
 * How each document stands after the last of these changes of it, in the order in which that is announced: in that of the
 * lines, the places would tell which line is meant.
 */
export function announced(changes: readonly { rev: number; change: CmsChange }[]): CmsChange[] {
  const inOrder = [...changes].sort((one, other) => one.rev - other.rev);
  const last = new Map(
    inOrder.map(({ change }) => [`${change.schoolId} ${change.addOn} ${change.documentId}`, change]),
  );
  return [...last.values()].sort((one, other) => (one.documentId < other.documentId ? -1 : 1));
}
