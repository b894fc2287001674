import type { SchoolResult } from '@gatehouse/wonde-ingest';

/** How each way of staying out by memory is told, in the order in which they are. */
const WAYS = [
  ['remembered', 'for what was read earlier'],
  ['waiting', 'since too many restrictions would have ended at once'],
  ['releasing', 'until the next run'],
  ['same-person', 'for another record of the same person'],
  ['moved', 'by a restriction that was moved to them'],
  ['blank', 'since the MIS gives no values any more'],
  ['alike', 'alike to somebody who is kept out'],
  ['made-again', 'new in the place of somebody who is kept out'],
  ['blocked', 'blocked as the same person'],
] as const;

/**
 * Who stays out although their own record does not say so today, how many in which way, and where the school sees them
 * and ends it; and what it should know beside that.
 *
 * @param place the option that names the data directory, where it is not the default one.
 */
export function keptOutNotes({ schoolId, restrictions }: SchoolResult, place: string): string[] {
  if (!restrictions) return [];
  const { keptOut, staffUnderOrder, withoutUpis } = restrictions;
  const ways = WAYS.flatMap(([way, words]) => (keptOut[way] ? [`${keptOut[way]} ${words}`] : []));
  const notes: string[] = [];
  if (ways.length > 0) {
    notes.push(
      `  ? kept out although their own record does not say so today: ${ways.join('; ')}.`,
      '    The school decides. Who they are, and the word that ends it:',
      `    npx gatehouse restriction list${place} --school ${schoolId}`,
    );
  }
  if (staffUnderOrder > 0) {
    notes.push(
      `  i ${staffUnderOrder} current staff are under a court order as parents: they are in as staff, and out as contacts.`,
    );
  }
  if (withoutUpis) {
    notes.push('  i The MIS gives no contact a upi: two records of one person are told by likeness alone.');
  }
  return notes;
}
