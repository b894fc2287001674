import type { AddOnAccount, KindCounts } from '@gatehouse/contracts';
import type { SchoolResult, SyncResult } from '@gatehouse/wonde-ingest';
import Table from 'cli-table3';

/** The result as a person reads it: a table for each school, and under it what needs a look. */
export function resultTable({ schools, problem }: SyncResult): string {
  const parts = schools.map(schoolTable);
  if (problem) parts.push(`Nothing was synchronised: ${problem.message}`);
  else if (schools.length === 0) parts.push('No school has approved the app yet.');
  return `${parts.join('\n\n')}\n`;
}

const PLAIN = { head: [], border: [] };

function schoolTable(school: SchoolResult): string {
  const run = school.runId === null ? '' : `, run ${school.runId}`;
  const title = `${school.name} (${school.schoolId}): ${school.outcome}${run}, ${(school.durationMs / 1000).toFixed(1)} s`;
  const notes = school.problems.map(({ message }) => `  ! ${message}`);
  const addOns = Object.entries(school.addOns);
  if (addOns.length === 0) return [title, ...notes].join('\n');
  const head = [
    'add-on',
    'kind',
    'imported',
    'excluded',
    'unchanged',
    'withdrawn',
    'failed',
    'present',
    'kept out, by reason',
  ];
  const table = new Table({
    head,
    style: PLAIN,
    colAligns: head.map((_, i) => (i > 1 && i < 8 ? 'right' : 'left')),
  });
  for (const [addOn, account] of addOns) table.push(...rowsOf(addOn, account));
  return [title, table.toString(), ...notes].join('\n');
}

function rowsOf(addOn: string, account: AddOnAccount): string[][] {
  const kinds = Object.entries(account.kinds) as [string, KindCounts][];
  const why = reasonsOf(account);
  if (account.state !== 'ready' && kinds.every(([, counts]) => counts.withdrawn === 0)) {
    return [[addOn, '', '', '', '', '', '', '0', why]];
  }
  return kinds.map(([kind, counts], i) => [
    i === 0 ? addOn : '',
    kind,
    ...[
      counts.imported,
      counts.excluded,
      counts.unchanged,
      counts.withdrawn,
      counts.failed,
      counts.present,
    ].map(String),
    i === 0 ? why : '',
  ]);
}

function reasonsOf({ state, missing, keptOut }: AddOnAccount): string {
  if (state === 'not-purchased') return 'not purchased';
  if (state === 'blocked') {
    const [first, ...others] = missing;
    if (first === undefined) return 'blocked';
    return `blocked: not approved is ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  }
  return Object.entries(keptOut)
    .map(([reason, count]) => `${reason} ${count}`)
    .join('\n');
}
