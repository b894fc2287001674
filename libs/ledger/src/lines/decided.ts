import type { JsonValue, Kind, LinkClasses, Reason, RuleInput } from '@gatehouse/schemas';
import type { Personal } from '@gatehouse/privacy';

/** A document as an add-on sees it, without its id. */
export type LineDocument = { [field: string]: JsonValue };

interface DecidedRecord {
  kind: Kind;
  recordKey: string;
  personKey?: string | undefined;
  observedAt?: string | undefined;
  causationId?: string | undefined;
}

export interface DecidedImport extends DecidedRecord {
  outcome: 'imported';
  document: Personal<LineDocument>;
  /** Names of the document's permitted fields, sorted. */
  fields: readonly string[];
  categoryKey?: string | undefined;
}

export interface DecidedExclusion extends DecidedRecord {
  outcome: 'excluded';
  reasons: readonly Reason[];
  links?: readonly LinkClasses[] | undefined;
  current?: RuleInput | undefined;
  categoryKey?: string | undefined;
}

export interface DecidedWithdrawal extends DecidedRecord {
  outcome: 'withdrawn';
  reason: Reason;
  /** The revision in `settings-` of the approval by which it went. */
  approval?: number | undefined;
  /** An event that had ended. */
  ended?: true | undefined;
}

/** A decision about one record in one ledger. Whether it becomes a line depends on the record's last one. */
export type Decided = DecidedImport | DecidedExclusion | DecidedWithdrawal;
