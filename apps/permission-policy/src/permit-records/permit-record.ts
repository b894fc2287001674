import type { Grants, MisRecord, PermittedContent } from '@gatehouse/contracts';
import { ADD_ONS } from '@gatehouse/contracts';
import { reduceRecord } from '@gatehouse/policy';

/**
 * For each add-on that may have records of the kind: the record with the fields that its approved permissions cover
 * (design section 3, field permissions). Pure.
 */
export function permitRecord(record: MisRecord, grants: Grants): PermittedContent {
  const content: PermittedContent = {};
  for (const addOn of ADD_ONS) {
    const granted = grants[addOn][record.kind];
    if (granted) content[addOn] = reduceRecord(record, granted);
  }
  return content;
}
