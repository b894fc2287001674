import type { SyncResult } from '@gatehouse/wonde-ingest';

/**
 * The result with what is said of schools whose stores do not belong together: whatever their runs did, nothing of them is
 * served until that is put right.
 *
 * @param words by school.
 */
export function withDisagreements(result: SyncResult, words: ReadonlyMap<string, string>): SyncResult {
  const schools = result.schools.map((school): SyncResult['schools'][number] => {
    const message = words.get(school.schoolId);
    if (message === undefined) return school;
    const problems = [{ code: 'STORES_DISAGREE', message }, ...school.problems];
    return { ...school, outcome: 'failed', problems };
  });
  return { ...result, schools };
}
