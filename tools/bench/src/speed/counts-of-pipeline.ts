import type { KindCounts } from '@gatehouse/schemas';
import type { ScriptResult } from '../script/run-script.js';

/** The part of the result document that is compared. */
export interface PipelineResult {
  schools: {
    schoolId: string;
    addOns: { [addOn: string]: { kinds: { [kind: string]: Pick<KindCounts, 'seen' | 'present'> } } };
  }[];
}

/** What the pipeline read and holds, counted as the script counts: a record that several add-ons saw is one. */
export function countsOfPipeline({ schools }: PipelineResult): ScriptResult {
  const documents: [string, number][] = [];
  let records = 0;
  for (const { schoolId, addOns } of schools) {
    const seen = new Map<string, number>();
    for (const [addOn, { kinds }] of Object.entries(addOns)) {
      for (const [kind, counts] of Object.entries(kinds)) {
        seen.set(kind, Math.max(seen.get(kind) ?? 0, counts.seen));
        if (counts.present > 0) documents.push([`${schoolId}/${addOn}/${kind}`, counts.present]);
      }
    }
    records += [...seen.values()].reduce((sum, n) => sum + n, 0);
  }
  return { records, documents: Object.fromEntries(documents.sort(([a], [b]) => (a < b ? -1 : 1))) };
}
