import type { AddOn } from '@gatehouse/schemas';
import { closingsStream, ledgerStream } from '@gatehouse/schemas';
import type { Installation } from '../play/installation.js';
import { SCHOOL } from '../source/serve-school.js';
import { PEOPLE_ADD_ONS } from './documents.js';
import { Violation } from './violation.js';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const KINDS = ['Student', 'Contact', 'Employee'] as const;

/** A record's way through one ledger, as far as the limits ask. */
interface Way {
  stoodThen: boolean;
  stands: boolean;
  /** It was imported, is gone from the source, and nobody was asked. */
  wentUnasked: boolean;
  isImported: boolean;
}

/**
 * Who stood a week ago, was imported, and is out by now since the source does not show them, without a person's word: never
 * more than the limits (design section 3, hold). Told from the lines alone, and one-sided: who went by a word, or for another
 * reason, still counts among those that stood.
 */
export async function nobodyIsGoneBeyondLimits(installation: Installation): Promise<void> {
  for (const kind of KINDS) {
    const measure = await measureOf(installation, kind);
    const stood = new Set<string>();
    const gone = new Set<string>();
    const standing = new Set<string>();
    for (const addOn of PEOPLE_ADD_ONS) {
      for (const [key, way] of await waysIn(installation, addOn, kind, measure)) {
        if (way.stoodThen) stood.add(key);
        if (way.stands) standing.add(key);
        if (way.stoodThen && way.wentUnasked) gone.add(key);
      }
    }
    const count = [...gone].filter((key) => !standing.has(key)).length;
    if (isTooMany(count, stood.size))
      throw new Violation(
        'gone-beyond-limits',
        `${count} of ${stood.size} ${kind} went, and nobody was asked`,
      );
  }
}

const isTooMany = (gone: number, stood: number): boolean =>
  gone > 0 &&
  (gone === stood || (stood < 10 ? gone * 2 > stood : (gone > 20 && gone * 10 > stood) || gone * 3 > stood));

/** A week ago; or, where nobody stood then, the run that first closed the kind whole since it stands. */
async function measureOf(installation: Installation, kind: string): Promise<string | number> {
  const weekAgo = new Date(installation.now.getTime() - WEEK_MS).toISOString();
  let began = Infinity;
  for (const addOn of PEOPLE_ADD_ONS) {
    const ways = await waysIn(installation, addOn, kind, weekAgo);
    if ([...ways.values()].some(({ stoodThen }) => stoodThen)) return weekAgo;
    for (const { type, metadata } of await installation.stream(ledgerStream(SCHOOL, addOn))) {
      if (type.startsWith(kind) && String(metadata['recordedAt']) > weekAgo)
        began = Math.min(began, Number(metadata['run']));
    }
  }
  let first = Infinity;
  for (const addOn of PEOPLE_ADD_ONS) {
    for (const { data } of await installation.stream(closingsStream(SCHOOL, addOn))) {
      const run = Number(data['run']);
      const counts = data['counts'] as { [kind: string]: unknown };
      const notClosed = data['notClosed'] as { [kind: string]: unknown };
      const name = kind.toLowerCase();
      const isWhole = data['outcome'] === 'closed' && counts[name] && !notClosed[name];
      if (isWhole && run >= began) first = Math.min(first, run);
    }
  }
  return first;
}

const isBefore = (metadata: { [name: string]: unknown }, measure: string | number): boolean =>
  typeof measure === 'string'
    ? String(metadata['recordedAt']) <= measure
    : Number(metadata['run'] ?? -1) <= measure;

async function waysIn(
  installation: Installation,
  addOn: AddOn,
  kind: string,
  measure: string | number,
): Promise<Map<string, Way>> {
  const ways = new Map<string, Way>();
  for (const { type, data, metadata } of await installation.stream(ledgerStream(SCHOOL, addOn))) {
    const outcome = type.slice(kind.length);
    if (!type.startsWith(kind) || !['Imported', 'Excluded', 'Withdrawn'].includes(outcome)) continue;
    const key = String(data['recordKey']);
    const before = ways.get(key);
    const waits = (data['reasons'] as string[] | undefined)?.includes('ARRIVAL_HELD') ?? false;
    const stands = outcome !== 'Withdrawn' && !waits;
    const isGone = data['reason'] === 'NOT_IN_SOURCE' && data['approval'] === undefined;
    ways.set(key, {
      stoodThen: isBefore(metadata, measure) ? stands : (before?.stoodThen ?? false),
      stands,
      wentUnasked: outcome === 'Withdrawn' && isGone && (before?.isImported ?? false),
      isImported: outcome === 'Imported',
    });
  }
  return ways;
}
