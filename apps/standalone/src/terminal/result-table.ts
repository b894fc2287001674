import type { AddOnAccount, KindCounts } from '@gatehouse/schemas';
import { printable } from '@gatehouse/terminal';
import type { SchoolResult, SyncResult } from '@gatehouse/wonde-ingest';
import Table from 'cli-table3';
import { DEFAULT_DATA_DIR } from '../data-directory/data-directory.js';
import { droppedNotes } from './dropped-notes.js';
import { askedDecisions, explainedReasons } from './explained-reasons.js';
import { holdNotes } from './hold-notes.js';
import { keptOutNotes } from './kept-out-notes.js';

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

/** With the longest name of a kind the table fits into 80 characters; the add-on stands above its kinds. */
const COLUMNS = [
  'add-on, kind',
  ...['imported', 'excluded', 'unchanged', 'withdrawn', 'held', 'failed', 'present'],
];
const isNumber = (column: number) => column > 0;

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

/** Characters of a line of reasons, and what stands before it. */
const WIDTH = 76;
const INDENT = '    ';

const LINES = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
  ...['left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
];

function schoolTable(school: SchoolResult, place: string): string {
  const run = school.runId === null ? '' : `, run ${school.runId}`;
  const seconds = (school.durationMs / 1000).toFixed(1);
  const title = `${printable(school.name)} (${school.schoolId}): ${school.outcome}${run}, ${seconds} s`;
  const notes = [
    ...school.problems.map(({ message }) => `  ! ${message}`),
    ...holdNotes(school, place),
    ...askedDecisions(school, place),
    ...keptOutNotes(school, place),
    ...droppedNotes(school),
  ];
  const addOns = Object.entries(school.addOns);
  if (addOns.length === 0) return [title, ...notes].join('\n');
  return [title, ...addOnLines(addOns), ...notes].join('\n');
}

/** The rows of the table, and under those of each add-on why records stay out of it, or why it has none. */
function addOnLines(addOns: readonly [string, AddOnAccount][]): string[] {
  const table = plainTable();
  const rows = addOns.map(([, account]) => rowsOf(account));
  table.push(...rows.flat());
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  const [head = '', ...body] = lines;
  const shown = [head];
  addOns.forEach(([addOn, account], i) => {
    shown.push(`  ${addOn}`, ...body.splice(0, rows[i]?.length ?? 0));
    shown.push(...wrapped(reasonsOf(account)).map((line) => `${INDENT}${line}`));
  });
  return shown;
}

function rowsOf({ state, kinds }: AddOnAccount): string[][] {
  const all = Object.entries(kinds);
  if (state !== 'ready' && all.every(([, { withdrawn }]) => withdrawn === 0)) return [];
  return all.map(columnsOf);
}

/** As many of the parts in a line as have room. */
function wrapped(parts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length + 2 <= WIDTH)
      lines[lines.length - 1] = `${last}, ${part}`;
    else lines.push(part);
  }
  return lines;
}

function columnsOf([name, counts]: [string, KindCounts]): string[] {
  const { imported, excluded, unchanged, withdrawn, held, failed, present } = counts;
  return [`  ${name}`, ...[imported, excluded, unchanged, withdrawn, held, failed, present].map(String)];
}

/** Why records stay out of the add-on, or why it has none. */
function reasonsOf({ state, missing, keptOut }: AddOnAccount): string[] {
  if (state === 'not-purchased') return ['not purchased'];
  if (state === 'blocked')
    return [missing.length > 0 ? `blocked: not approved: ${missing.join(', ')}` : 'blocked'];
  const [first, ...others] = Object.entries(keptOut).map(([reason, count]) => `${reason} ${count}`);
  return first === undefined ? [] : [`kept out, by reason: ${first}`, ...others];
}
