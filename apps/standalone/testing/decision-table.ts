import { readFileSync } from 'node:fs';
import type { Json, RawRecord } from '@gatehouse/wonde-sandbox';

const DOMAIN = new URL('../../../libs/policy/domain/', import.meta.url);

export type Row = { [column: string]: string };

/** The rows of a decision table, by column. Cells are quoted where they hold quotes; none holds a line break. */
export function readTable(name: string): Row[] {
  const [head = [], ...rows] = readFileSync(new URL(name, DOMAIN), 'utf8').trim().split(/\r?\n/).map(cellsOf);
  return rows.map((cells) => Object.fromEntries(head.map((column, i) => [column, cells[i] ?? ''])));
}

const cellsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );

/** `{ <key>: <value> }` for a cell that holds JSON, `{}` for `absent`. */
export const field = (key: string, cell: string): RawRecord =>
  cell === 'absent' ? {} : { [key]: JSON.parse(cell) as Json };

/** `A:true/false B:"Y"/null` as the child's letter and the relationship to it. */
export function linksOf(cell: string): { child: string; relationship: RawRecord }[] {
  if (cell === '(no links)') return [];
  return cell.split(' ').map((text) => {
    const [, child = '', responsibility = '', order = ''] = /^(\w+):(.+)\/(.+)$/.exec(text) ?? [];
    const flags = { ...field('parental_responsibility', responsibility), ...field('court_order', order) };
    return { child, relationship: { ...flags, priority: 1 } };
  });
}
