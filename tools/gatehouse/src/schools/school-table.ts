import type { Document } from '@gatehouse/read-models';
import { printable } from '@gatehouse/terminal';
import { table } from '../terminal/table.js';

const HEADER = ['school', 'name', 'access', 'last run', 'ready add-ons'];

/** The list of schools as columns of text, a line each. */
export function schoolTable(schools: readonly Document[]): string {
  return table([HEADER, ...schools.map(rowOf)]);
}

function rowOf(school: Document): string[] {
  const lastRun = school['lastRun'] as { outcome?: unknown; endedAt?: unknown } | undefined;
  const addOns = Object.entries((school['addOns'] ?? {}) as { [addOn: string]: string });
  const ready = addOns.filter(([, state]) => state === 'ready').map(([addOn]) => addOn);
  const cells = [
    school['id'],
    school['name'],
    accessOf(school),
    lastRun ? `${printable(lastRun.outcome)} ${printable(lastRun.endedAt)}` : 'none',
    ready.length > 0 ? ready.join(', ') : 'none',
  ];
  return cells.map(printable);
}

/** With the kinds that alone are not served. */
function accessOf({ access, suspendedKinds = {} }: Document): string {
  const kinds = Object.keys(suspendedKinds as object);
  return kinds.length === 0 ? printable(access) : `${printable(access)}, not served: ${kinds.join(', ')}`;
}
