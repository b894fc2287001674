import type { EventMetadata } from '@gatehouse/contracts';
import { ledgerEventType } from '@gatehouse/contracts';
import type { NewEvent } from '@gatehouse/event-store';
import { RULES_VERSION } from '@gatehouse/policy';
import { eventId, fingerprintOf, Personal, sealLine } from '@gatehouse/privacy';
import type { Decided, DecidedImport } from './decided.js';
import type { LineContext } from './line-context.js';

/** The fingerprint of a decision that holds no personal value: over all that its line would say. */
export function openFingerprint(context: LineContext, decided: Exclude<Decided, DecidedImport>): string {
  const { observedAt: _, causationId: __, ...said } = decided;
  return fingerprintOf(context.openFingerprintKey, new Personal(said));
}

/** The fingerprint of an import, under the record's own key. */
export function importFingerprint(key: Buffer, decided: DecidedImport): string {
  const { outcome, personKey, links, categoryKey } = decided;
  return fingerprintOf(
    key,
    decided.document.map((document) => ({ outcome, personKey, links, categoryKey, document })),
  );
}

/** The line of an import, its values sealed under `key`, the record's key of that generation. */
export function importLine(
  context: LineContext,
  decided: DecidedImport,
  generation: number,
  key: Buffer,
  fingerprint: string,
): NewEvent {
  const { recordKey, personKey, fields, links, categoryKey } = decided;
  const id = idOf(context, decided, fingerprint);
  const { schoolId, stream } = context.ledger;
  const sealed = sealLine(key, { schoolId, ledger: stream, eventId: id }, decided.document);
  return {
    id,
    type: ledgerEventType(decided.kind, 'imported'),
    data: defined({ recordKey, personKey, fields, generation, sealed, links, categoryKey }),
    metadata: metadataOf(context, decided, fingerprint),
  };
}

/** The line of an exclusion or a withdrawal: no personal value in it. */
export function openLineOf(
  context: LineContext,
  decided: Exclude<Decided, DecidedImport>,
  fingerprint: string,
): NewEvent {
  const { kind, outcome, observedAt: _, causationId: __, ...data } = decided;
  return {
    id: idOf(context, decided, fingerprint),
    type: ledgerEventType(kind, outcome),
    data: defined(data),
    metadata: metadataOf(context, decided, fingerprint),
  };
}

/** The same decision made twice in a run is the same event; the fingerprint tells two in one run apart (ADR 0007). */
const idOf = (context: LineContext, decided: Decided, fingerprint: string) =>
  eventId(context.ledger.stream, decided.recordKey, context.run, decided.outcome, fingerprint);

function metadataOf(context: LineContext, decided: Decided, fingerprint: string): NewEvent['metadata'] {
  const metadata: EventMetadata = {
    schemaVersion: 1,
    actor: context.actor,
    recordedAt: recordingTime(context),
    run: context.run,
    rulesVersion: RULES_VERSION,
    settingsRevision: context.settingsRevision,
    permissionsRevision: context.permissionsRevision,
    fingerprint,
    causationId: decided.causationId,
    observedAt: decided.observedAt,
  };
  return defined(metadata);
}

/** Now, but never before the previous line's time, even if the machine's clock was set back. */
export function recordingTime({ now, ledger }: LineContext): string {
  const time = now().toISOString();
  return time < ledger.state.recordedAt ? ledger.state.recordedAt : time;
}

const defined = (object: object): NewEvent['data'] =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
