import type { Grants, Kind, MisRecord } from '@gatehouse/schemas';
import { ADD_ONS, KINDS } from '@gatehouse/schemas';
import { reduceRecord, withListedKeys } from '@gatehouse/policy';

/**
 * The record with the fields that approved permissions cover for one of the add-ons at least (design section 3, field
 * permissions). Which of them has which, the grants say that the run is opened with; the writer goes by them (ADR 0022).
 * Pure.
 */
export function permitRecord(record: MisRecord, granted: GrantedToAny): MisRecord {
  return withListedKeys(reduceRecord(record, granted[record.kind] ?? []));
}

/** Of each kind the fields that any add-on may have. */
export type GrantedToAny = { readonly [kind in Kind]?: readonly string[] };

export function grantedToAny(grants: Grants): GrantedToAny {
  const fieldsOf = (kind: Kind) => [...new Set(ADD_ONS.flatMap((addOn) => grants[addOn][kind] ?? []))];
  return Object.fromEntries(KINDS.map((kind) => [kind, fieldsOf(kind)]));
}
