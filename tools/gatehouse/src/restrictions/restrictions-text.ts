import type { KeptOutBy } from '@gatehouse/policy';
import { table } from '../terminal/table.js';
import type { ListedRestriction, RestrictionsDocument } from './restrictions-document.js';
import { WHY } from './why-in-words.js';

const HEADER = ['row', 'kind', 'input', 'class', 'child', 'whose', 'since', 'run'];

/** The list for reading on a terminal: a table for each way of being kept out, and below it what ends it. */
export function restrictionsText({ schoolId, revision, restrictions }: RestrictionsDocument): string {
  const groups = (Object.keys(WHY) as KeptOutBy[]).flatMap((because) => {
    const entries = restrictions.filter((entry) => entry.because === because);
    return entries.length > 0 ? [groupText(because, entries)] : [];
  });
  const title = `Kept out of school ${schoolId}, by the register at revision ${revision}\n`;
  return [title, ...groups, `${countsText(restrictions)}\n`].join('\n');
}

/** Entries of one way, as `restriction show` prints them, too. */
export function groupText(because: KeptOutBy, entries: readonly ListedRestriction[]): string {
  const { name, means } = WHY[because];
  const rows = table([HEADER, ...entries.map(cellsOf)]).replaceAll(/^(?=.)/gm, '  ');
  const endings = new Map<string, string>();
  for (const { endsBy } of entries) endings.set(endsBy.command ?? '', endsBy.says);
  const ends = [...endings].map(([command, says]) =>
    command === '' ? `  - ${says}\n` : `  - ${says}:\n    ${command}\n`,
  );
  return `${name} (${peopleOf(entries)}): ${means}\n${rows}  Ends:\n${ends.join('')}`;
}

function cellsOf({ row, kind, input, class: said, child, of, since, run }: ListedRestriction): string[] {
  const whose = of === row ? 'its own' : of;
  return [row, kind, input ?? '-', said ?? '-', child ?? 'all', whose, since ?? '-', String(run ?? '-')];
}

const peopleOf = (entries: readonly ListedRestriction[]) => new Set(entries.map(({ row }) => row)).size;

/** Rows, each once a way, and each once in all. */
function countsText(restrictions: readonly ListedRestriction[]): string {
  const ways = (Object.keys(WHY) as KeptOutBy[]).flatMap((because) => {
    const count = peopleOf(restrictions.filter((entry) => entry.because === because));
    return count > 0 ? [`${WHY[because].name} ${count}`] : [];
  });
  return `${peopleOf(restrictions)} in all: ${ways.join(', ')}`;
}
