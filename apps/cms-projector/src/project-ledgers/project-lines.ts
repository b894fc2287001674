import type { AddOn, CmsChange, Kind } from '@gatehouse/schemas';
import {
  KINDS,
  LEDGER_EVENTS,
  STREAM_PREFIXES,
  importedDataSchema,
  meaningOfLine,
  parseLedgerStream,
  recordKeySchema,
} from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { DocumentIds, RingAnswer } from '@gatehouse/privacy';
import { SealBroken, recordKeyId, unsealLine } from '@gatehouse/privacy';
import type { Document, WriteOperation } from '@gatehouse/read-models';
import { collectionOf } from '../collections.js';
import type { HiddenLine } from '../project-hidden/hidden-lines.js';
import { underDocumentIds } from './document-ids.js';

/** Where a line stands. */
interface LinePlace {
  event: RecordedEvent;
  schoolId: string;
  addOn: AddOn;
}

/** A ledger line about a record, with what its stream and type say. */
export interface RecordLine extends LinePlace {
  /** Undefined of a line whose type is not known: it may be about a record of any. */
  kind: Kind | undefined;
  recordKey: string;
  isImport: boolean;
  /** Why nothing can be made of it, as a code; undefined of a whole line. */
  defect: string | undefined;
}

/** A line of which nobody can say whose it is. */
export interface NamelessLine extends LinePlace {
  kind: Kind | undefined;
  defect: string;
}

/** What a batch of events says of records; other events are left out. */
export interface LinesOfRecords {
  /** In order. */
  lines: RecordLine[];
  nameless: NamelessLine[];
}

const TYPES: ReadonlySet<string> = new Set(LEDGER_EVENTS.map(({ type }) => type));

export function recordLines(events: readonly RecordedEvent[]): LinesOfRecords {
  const found: LinesOfRecords = { lines: [], nameless: [] };
  for (const event of events) {
    // What says whether a ledger is hidden stands beside it.
    if (!event.stream.startsWith(STREAM_PREFIXES.ledger)) continue;
    const ledger = parseLedgerStream(event.stream);
    const meaning = meaningOfLine(event.type);
    // Known lines about no record, or about many, are read elsewhere.
    if (!ledger || (!meaning && !event.damaged && TYPES.has(event.type))) continue;
    const isImport = meaning?.outcome === 'imported';
    const of = { event, ...ledger, kind: meaning?.kind, defect: defectOf(event, isImport) };
    const recordKey = recordKeySchema.safeParse(event.data['recordKey']).data;
    if (recordKey !== undefined) found.lines.push({ ...of, recordKey, isImport });
    else found.nameless.push({ ...of, defect: of.defect ?? 'LINE_MALFORMED' });
  }
  return found;
}

function defectOf(event: RecordedEvent, isImport: boolean): string | undefined {
  if (event.damaged) return 'EVENT_DAMAGED';
  if (!TYPES.has(event.type)) return 'LINE_UNKNOWN';
  return isImport && !importedDataSchema.safeParse(event.data).success ? 'LINE_MALFORMED' : undefined;
}

/** Of several lines about one record only the last can show: the others need no key and no write. */
export function lastLines(lines: readonly RecordLine[]): RecordLine[] {
  return [...new Map(lines.map((line) => [`${line.event.stream}/${line.recordKey}`, line])).values()];
}

/** Whether the line's values have to be opened. */
export const isSealed = ({ isImport, defect }: RecordLine): boolean => isImport && defect === undefined;

/** Of a sealed line. */
export const keyIdOf = ({ event, recordKey }: RecordLine): string =>
  recordKeyId(event.stream, recordKey, Number(event.data['generation']));

/** What comes of a line: writes, and what the CMS is told of it. */
export interface Projected {
  rev: number;
  writes: WriteOperation[];
  changes: CmsChange[];
  /** Why readers do not see the document that the line asks for; undefined where they see what it asks for. */
  hidden: HiddenLine | undefined;
  documentId: string;
  schoolId: string;
  addOn: AddOn;
}

/**
 * What a line asks for, as data: the document of an import, the removal of anything else. An import whose key was
 * destroyed shows as gone. A line that cannot be opened or read hides its document, and stops no other.
 *
 * @param ids of the line's school.
 */
export function projectLine(line: RecordLine, key: RingAnswer | undefined, ids: DocumentIds): Projected {
  const { event, schoolId, addOn, kind, recordKey } = line;
  const documentId = ids.documentId(recordKey);
  const { document, defect } = contentOf(line, key, ids);
  const kinds = kind ? [kind] : KINDS;
  const rev = event.revision;
  const change = document ? 'present' : 'gone';
  return {
    rev,
    writes: kinds.map((each) => ({
      collection: collectionOf(addOn, each),
      schoolId,
      id: documentId,
      rev,
      document,
    })),
    changes: kinds.map((each) => ({ schoolId, addOn, kind: each, documentId, change })),
    hidden:
      defect === undefined ? undefined : { schoolId, addOn, kind, documentId, revision: rev, error: defect },
    documentId,
    schoolId,
    addOn,
  };
}

interface Content {
  document: Document | null;
  defect?: string;
}

function contentOf(line: RecordLine, key: RingAnswer | undefined, ids: DocumentIds): Content {
  if (line.defect !== undefined) return { document: null, defect: line.defect };
  if (!line.isImport || key?.state === 'destroyed') return { document: null };
  if (key?.state !== 'active')
    return { document: null, defect: key?.state === 'damaged' ? 'KEY_DAMAGED' : 'KEY_UNKNOWN' };
  const { event, schoolId, recordKey } = line;
  try {
    const place = { schoolId, ledger: event.stream, eventId: event.id };
    const values = unsealLine<Document>(key.key, place, String(event.data['sealed'])).reveal();
    if (typeof values !== 'object' || Array.isArray(values))
      return { document: null, defect: 'LINE_MALFORMED' };
    return { document: underDocumentIds(values, recordKey, ids) };
  } catch (error) {
    return { document: null, defect: error instanceof SealBroken ? error.code : 'LINE_MALFORMED' };
  }
}

/**
 * How each document stands after the last of these changes of it, in the order in which that is announced: in that of the
 * lines, the places would tell which line is meant.
 */
export function announced(changes: readonly { rev: number; change: CmsChange }[]): CmsChange[] {
  const inOrder = [...changes].sort((one, other) => one.rev - other.rev);
  const last = new Map(
    inOrder.map(({ change }) => [
      `${change.schoolId} ${change.addOn} ${change.kind} ${change.documentId}`,
      change,
    ]),
  );
  return [...last.values()].sort((one, other) => (one.documentId < other.documentId ? -1 : 1));
}
