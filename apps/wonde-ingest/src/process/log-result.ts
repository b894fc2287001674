import type { Logger } from '@gatehouse/service';
import { isAboutIncludes } from '../runs/account-of-run.js';
import { isAboutServing } from '../schools/tell-overdue.js';
import type { SyncResult } from '../wonde-ingest.service.js';

/**
 * Logs what became of each school in a synchronisation, and in words what is not served any more, or soon will not be, and
 * what Wonde refused to include.
 */
export function logResult(logger: Logger, { schools, problem }: SyncResult): void {
  for (const { schoolId, runId, outcome, problems } of schools) {
    const fields = { schoolId, runId, outcome, problems: problems.map(({ code }) => code) };
    if (outcome === 'completed') logger.info(fields, 'A school was synchronised.');
    else if (outcome === 'held')
      logger.warn(fields, 'A school was synchronised; something waits for a person.');
    else if (outcome === 'skipped') logger.info(fields, 'A school was left out.');
    else logger.warn(fields, 'A school was not synchronised as a whole.');
    const told = problems.filter(({ code }) => isAboutServing(code));
    for (const { code, message } of told) logger.warn({ schoolId, problem: code }, message);
    const without = problems.filter(({ code }) => isAboutIncludes(code));
    for (const { code, message } of without) logger.info({ schoolId, problem: code }, message);
  }
  if (problem) logger.error({ problem: problem.code }, 'No school could be synchronised.');
  logger.info({ schools: schools.length }, 'The synchronisation has ended.');
}
