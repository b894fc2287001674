import type { WondeSource } from './fetch-rows.js';
import { fetchData } from './fetch-rows.js';
import { syncSchool } from './sync-school.js';
import { unsealDocuments } from './upsert-documents.js';

export interface ScriptResult {
  /** Records read, each once: what the pipeline calls seen. */
  records: number;
  /** How many documents the file holds, by `<school>/<add-on>/<kind>`. */
  documents: { [place: string]: number };
}

/** As many schools at a time as the pipeline reads. */
const SCHOOLS_AT_ONCE = 2;

/**
 * The plain script: fetches every approved school's pages, filters in memory, and upserts one row per add-on and
 * document into an SQLite file. No ledger, no sealing, no reasons, no withdrawals, no retries.
 */
export async function runScript(source: WondeSource, file: string): Promise<ScriptResult> {
  const db = unsealDocuments(file);
  try {
    const waiting = await fetchData<{ id: string }[]>(source, 'schools');
    let records = 0;
    const worker = async () => {
      for (let school = waiting.shift(); school; school = waiting.shift()) {
        const seen = await syncSchool(source, db, school.id);
        records += seen;
      }
    };
    await Promise.all(Array.from({ length: SCHOOLS_AT_ONCE }, worker));
    const counts = db.all<{ place: string; n: number }>(
      `SELECT school || '/' || add_on || '/' || kind AS place, count(*) AS n FROM documents GROUP BY 1 ORDER BY 1`,
    );
    return { records, documents: Object.fromEntries(counts.map(({ place, n }) => [place, n])) };
  } finally {
    db.close();
  }
}
