import type { MisRecord, RecordMessage } from '@gatehouse/schemas';
import { TOPICS } from '@gatehouse/schemas';
import { unsealFromRun, sealForRun } from '@gatehouse/privacy';
import { permitRecord } from './permit-record.js';
import type { PermittedRun } from './permitted-run.js';

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
