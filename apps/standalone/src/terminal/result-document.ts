import type { RunProblem, SyncResult } from '@gatehouse/wonde-ingest';

/** The result as `--json` prints it. `error` is there when the synchronisation as a whole failed. */
export function resultDocument({ schools, problem }: SyncResult): object {
  const failed = schools.find(({ outcome }) => outcome === 'failed');
  const error: RunProblem | undefined = problem ?? failed?.problems[0];
  return { schools, ...(error ? { error } : {}) };
}
