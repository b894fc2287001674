import type { SyncResult } from '@gatehouse/wonde-ingest';
import { isAboutServing } from '@gatehouse/wonde-ingest';

const BY_CODE: { [code: string]: number } = { SOURCE_REFUSED: 4, SOURCE_UNREACHABLE: 5, STOPPED: 130 };

/**
 * The exit code of a synchronisation; with several schools the first that applies of 1, 4, 5, 6, 7. A blocked add-on,
 * or a school that is not (or no longer) approved, is a result and no error.
 */
export function exitCodeOf({ schools, problem }: SyncResult): number {
  const codes = new Set<number>();
  if (problem) codes.add(BY_CODE[problem.code] ?? 1);
  for (const { outcome, problems } of schools) {
    // What is not served, and since when, is told beside what went wrong.
    const wrong = outcome === 'failed' ? problems.filter(({ code }) => !isAboutServing(code)) : [];
    for (const { code } of wrong) codes.add(BY_CODE[code] ?? 1);
    if (outcome === 'partial') codes.add(6);
    if (outcome === 'held') codes.add(7);
  }
  return [130, 1, 4, 5, 6, 7].find((code) => codes.has(code)) ?? 0;
}
