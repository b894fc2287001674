import type { AddOnAccount, KindCounts } from '@gatehouse/contracts';
import type { SchoolResult, SyncResult } from '@gatehouse/wonde-ingest';
import Table from 'cli-table3';
import { DEFAULT_DATA_DIR } from '../data-directory/data-directory.js';
import { askedDecisions, explainedReasons } from './explained-reasons.js';

/** The result as a person reads it: a table for each school, and under it what needs a look. */
export function resultTable({ schools, problem }: SyncResult, dataDir = DEFAULT_DATA_DIR): string {
  const place = dataDir === DEFAULT_DATA_DIR ? '' : ` --data-dir ${dataDir}`;
  const parts = schools.map((school) => schoolTable(school, place));
  const why = explainedReasons(schools);
  if (why) parts.push(why);
  if (problem) parts.push(`Nothing was synchronised: ${problem.message}`);
  else if (schools.length === 0) parts.push('No school has approved the app yet.');
  return `${parts.join('\n\n')}\n`;
}

const COLUMNS = [
  'add-on',
  'kind',
  'imported',
  'excluded',
  'unchanged',
  'withdrawn',
  'failed',
  'present',
  'kept out',
];
const isNumber = (column: number) => column > 1 && column < 8;

/** A table without lines: it is read from left to right, and copied into mails. */
function plainTable(): Table.Table {
  const chars = Object.fromEntries(LINES.map((line) => [line, '']));
  return new Table({
    head: COLUMNS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: { ...chars, left: '  ' },
    colAligns: COLUMNS.map((_, column) => (isNumber(column) ? 'right' : 'left')),
  });
}

const LINES = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
  ...['left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
];

function schoolTable(school: SchoolResult, place: string): string {
  const run = school.runId === null ? '' : `, run ${school.runId}`;
  const seconds = (school.durationMs / 1000).toFixed(1);
  const title = `${school.name} (${school.schoolId}): ${school.outcome}${run}, ${seconds} s`;
  const notes = [...school.problems.map(({ message }) => `  ! ${message}`), ...askedDecisions(school, place)];
  const addOns = Object.entries(school.addOns);
  if (addOns.length === 0) return [title, ...notes].join('\n');
  const table = plainTable();
  for (const [addOn, account] of addOns) table.push(...rowsOf(addOn, account));
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return [title, ...lines, ...notes].join('\n');
}

function rowsOf(addOn: string, account: AddOnAccount): string[][] {
  const kinds = Object.entries(account.kinds);
  const why = reasonsOf(account);
  if (account.state !== 'ready' && kinds.every(([, counts]) => counts.withdrawn === 0)) {
    return [[addOn, '-', '', '', '', '', '', '', why.join(', ')]];
  }
  const length = Math.max(kinds.length, why.length);
  return Array.from({ length }, (_, i) => [i === 0 ? addOn : '', ...columnsOf(kinds[i]), why[i] ?? '']);
}

function columnsOf(kind: [string, KindCounts] | undefined): string[] {
  if (!kind) return Array.from({ length: 7 }, () => '');
  const [name, { imported, excluded, unchanged, withdrawn, failed, present }] = kind;
  return [name, ...[imported, excluded, unchanged, withdrawn, failed, present].map(String)];
}

/** Why records stay out of the add-on, or why it has none. */
function reasonsOf({ state, missing, keptOut }: AddOnAccount): string[] {
  if (state === 'not-purchased') return ['not purchased'];
  if (state === 'blocked')
    return [missing.length > 0 ? `blocked: not approved: ${missing.join(', ')}` : 'blocked'];
  return Object.entries(keptOut).map(([reason, count]) => `${reason} ${count}`);
}
