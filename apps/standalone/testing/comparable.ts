import type { Documents } from './read-documents.js';
import type { Ledgers, Line } from './read-ledgers.js';

/**
 * Ledgers and documents as design section 8 compares them under one master key: without run numbers and what derives
 * from them (event ids, revisions, positions), message ids, times, sealed values, fingerprints, and `RunFenced` lines.
 * What the sealed values say stays.
 */
export const comparable = (ledgers: Ledgers, documents: Documents) => ({
  ledgers: Object.fromEntries(
    Object.entries(ledgers).map(([addOn, lines]) => [
      addOn,
      lines.filter(({ type }) => type !== 'RunFenced').map(comparableLine),
    ]),
  ),
  documents,
});

function comparableLine({ type, data, metadata, values }: Line) {
  const { sealed: _, ...said } = data;
  const { actor, schemaVersion, rulesVersion, settingsRevision, permissionsRevision } = metadata;
  const decidedUnder = { actor, schemaVersion, rulesVersion, settingsRevision, permissionsRevision };
  return { type, ...said, values, ...decidedUnder };
}
