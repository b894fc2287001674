import type { Grants, Kind, MisRecord, RecordMessage, RunName } from '@gatehouse/schemas';
import { ADD_ONS, KINDS, TOPICS } from '@gatehouse/schemas';
import { reduceRecord, withListedKeys } from '@gatehouse/policy';
import { sealForRun, unsealFromRun } from '@gatehouse/privacy';

/**
 * The record with the fields that approved permissions cover for one of the add-ons at least (design section 3, field
 * permissions). Which of them has which, the grants say that the run is opened with; the writer goes by them (ADR 0022).
 * Pure.
 */
export function permitRecord(record: MisRecord, granted: GrantedToAny): MisRecord {
  return withListedKeys(reduceRecord(record, granted[record.kind] ?? []));
}

/** Of each kind the fields that any add-on may have. */
type GrantedToAny = { readonly [kind in Kind]?: readonly string[] };

export function grantedToAny(grants: Grants): GrantedToAny {
  const fieldsOf = (kind: Kind) => [...new Set(ADD_ONS.flatMap((addOn) => grants[addOn][kind] ?? []))];
  return Object.fromEntries(KINDS.map((kind) => [kind, fieldsOf(kind)]));
}

/** What permission-policy holds of a school's open run. */
export interface PermittedRun extends RunName {
  runKey: Buffer;
  granted: GrantedToAny;
}

/** The topic on which the writer of a kind listens. */
export const permittedTopicOf = (kind: string) =>
  kind === 'event' ? TOPICS.permittedEvents : TOPICS.permittedRecords;

/**
 * Opens a record, reduces it to what any add-on may have, and seals it again for its writer.
 *
 * @throws SealBroken when the message was altered or sealed for another place.
 */
export function sealPermitted(run: PermittedRun, message: RecordMessage): RecordMessage {
  const record = unsealFromRun<MisRecord>(run.runKey, { ...message, topic: TOPICS.records }, message.sealed);
  const content = record.map((opened) => permitRecord(opened, run.granted));
  const place = { ...message, topic: permittedTopicOf(message.kind) };
  return { ...message, sealed: sealForRun(run.runKey, place, content) };
}
