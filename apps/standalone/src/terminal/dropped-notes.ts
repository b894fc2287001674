import type { SchoolResult } from '@gatehouse/wonde-ingest';

/** So many names at most in a note: `--json` has all. */
const MOST_NAMES = 5;

/** What is said under a school's table of fields that were dropped: a MIS that delivers them in another form can be told. */
export function droppedNotes({ dropped }: SchoolResult): string[] {
  if (!dropped) return [];
  const byCount = Object.entries(dropped.byName).sort(([, one], [, other]) => other - one);
  const named = byCount.slice(0, MOST_NAMES).map(([name, count]) => `${name} ${count}`);
  const left = byCount.slice(MOST_NAMES).reduce((sum, [, count]) => sum + count, dropped.others);
  if (left > 0) named.push(`others ${left}`);
  return [`  Fields that could not be used: ${named.join(', ')}.`];
}
