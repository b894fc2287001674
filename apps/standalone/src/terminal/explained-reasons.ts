import type { AddOnAccount } from '@gatehouse/schemas';
import { REASON_ROWS } from '@gatehouse/schemas';
import type { SchoolResult } from '@gatehouse/wonde-ingest';

const accountsOf = (school: SchoolResult): AddOnAccount[] =>
  Object.values(school.addOns).filter(({ state }) => state === 'ready');

/** What each reason that keeps records out means and how it is mended, each once; undefined when nobody stays out. */
export function explainedReasons(schools: readonly SchoolResult[]): string | undefined {
  const met = new Set(schools.flatMap(accountsOf).flatMap(({ keptOut }) => Object.keys(keptOut)));
  const lines = REASON_ROWS.filter(({ code }) => met.has(code)).map(
    ({ code, meaning, howToFix }) => `  ${code}\n    ${meaning} ${howToFix}`,
  );
  return lines.length > 0 ? ['Why records stay out, and what to do:', ...lines].join('\n') : undefined;
}

/**
 * Decisions that only the school can take, with the command that records them.
 *
 * @param place the option that names the data directory, where it is not the default one.
 */
export function askedDecisions(school: SchoolResult, place: string): string[] {
  const blank = Math.max(
    0,
    ...accountsOf(school).map(({ keptOut }) => keptOut.COURT_ORDER_NOT_RECORDED ?? 0),
  );
  if (blank === 0) return [];
  return [
    `  ? ${blank} contacts have no court order recorded. If blank means none here, the school can decide so:`,
    `    npx gatehouse settings set${place} --school ${school.schoolId} --blank-court-order no-order --actor NAME --reason TEXT`,
  ];
}
