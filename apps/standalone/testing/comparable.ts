import type { Documents } from './read-documents.js';
import type { Ledgers, Line } from './read-ledgers.js';

/**
 * Ledgers and documents as design section 8 compares them under one master key: without run numbers and what derives
 * from them (event ids, revisions, positions), message ids, times, sealed values, fingerprints, and `RunFenced` and
 * `RestrictionsApplied` lines. What the sealed values say stays.
 *
 * Lines are compared record by record, in their order there: what restricts takes people out while a run goes on, so that
 * between lines of different records there is no order that two undisturbed runs would have in common.
 */
export const comparable = (ledgers: Ledgers, documents: Documents) => ({
  ledgers: Object.fromEntries(Object.entries(ledgers).map(([addOn, lines]) => [addOn, byRecord(lines)])),
  documents,
});

function byRecord(lines: readonly Line[]) {
  const records: { [recordKey: string]: Line[] } = {};
  for (const line of lines) {
    if (line.type === 'RunFenced' || line.type === 'RestrictionsApplied') continue;
    (records[String(line.data['recordKey'])] ??= []).push(line);
  }
  return Object.fromEntries(
    Object.entries(records).map(([recordKey, own]) => [
      recordKey,
      own.filter((line, i) => !isReplaced(line, own[i + 1])).map(comparableLine),
    ]),
  );
}

/**
 * Whether the line said at once what the ledger alone told, and the next one restricts no less. How many pages had been
 * read when a writer looked, and so how many such lines there are and what they say, differs from run to run.
 */
const isReplaced = (line: Line, next: Line | undefined) =>
  next !== undefined &&
  isAtOnce(line) &&
  !line.type.endsWith('Withdrawn') &&
  (next.type.endsWith('Excluded') || isAtOnce(next));

/** Lines that the source's records led to name the message; those of a look at the ledger alone have none. */
const isAtOnce = ({ metadata }: Line) => metadata['causationId'] === undefined;

function comparableLine({ type, data, metadata, values }: Line) {
  const { sealed: _, ...said } = data;
  const { actor, schemaVersion, rulesVersion, settingsRevision, permissionsRevision } = metadata;
  const decidedUnder = { actor, schemaVersion, rulesVersion, settingsRevision, permissionsRevision };
  return { type, ...said, values, ...decidedUnder };
}
