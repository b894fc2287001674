import { ADD_ONS, KINDS } from '@gatehouse/schemas';
import type { OldInstallation } from './old-installation.js';

/** What the commands of the code that made the data print of a school. */
export interface SaidOfSchool {
  /** The documents that the CMS reads, by `<add-on>/<kind>`, in the order of ids; of what is empty nothing. */
  documents: { [list: string]: { id: string }[] };
  /** The lines of ledgers, with what is sealed in them: null where it was erased. */
  ledgers: { [addOn: string]: SaidLine[] };
}
export interface SaidLine {
  type: string;
  recordKey: string;
  values?: unknown;
}

const linesOf = (ndjson: string): unknown[] =>
  ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

/** Asks for everything that the specification compares. */
export async function whatItSays(installation: OldInstallation, schoolId: string): Promise<SaidOfSchool> {
  const said: SaidOfSchool = { documents: {}, ledgers: {} };
  for (const addOn of ADD_ONS) {
    const asked = ['--school', schoolId, '--add-on', addOn];
    said.ledgers[addOn] = linesOf(await installation.gatehouse('ledger', 'print', ...asked, '--reveal')).map(
      lineOf,
    );
    if (said.ledgers[addOn].length === 0) continue;
    const lists = await Promise.all(
      KINDS.map((kind) => installation.gatehouse('read-model', 'export', ...asked, '--kind', kind)),
    );
    KINDS.forEach((kind, n) => {
      const documents = linesOf(lists[n]!) as { id: string }[];
      if (documents.length > 0) said.documents[`${addOn}/${kind}`] = documents;
    });
  }
  return said;
}

function lineOf(printed: unknown): SaidLine {
  const { type, data } = printed as { type: string; data: { [field: string]: unknown } };
  const { recordKey, values } = data;
  return { type, recordKey: String(recordKey), ...('values' in data ? { values } : {}) };
}
