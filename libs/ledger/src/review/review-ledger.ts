import type { AddOn, Basis, Grants, Reason } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import type { LineFacts, Review, Standings } from '@gatehouse/policy';
import { appendDecisions } from '../lines/append-decisions.js';
import type { Decided, LineDocument } from '../lines/decided.js';
import type { LastLine } from '../lines/ledger-state.js';
import type { LineContext } from '../lines/ledger.js';
import { forgetMembers } from './forget-members.js';
import type { UnsealedDocument } from './unseal-documents.js';
import { unsealDocuments } from './unseal-documents.js';

const BATCH = 500;

type Reduction = Extract<Review, { act: 'reduce' }>;

/** What a ledger's records are reviewed on. */
export interface ReviewBasis {
  addOn: AddOn;
  basis: Pick<Basis, 'access' | 'addOns'>;
  grants: Grants;
  courtOrderScope: 'person' | 'link';
  standings: Standings;
  /** Only what the register says counts: permissions and purchases act with a run. */
  onlyRegister?: true;
  /** The categories that come in, as `categoryKey` names them; undefined for all. */
  categories: readonly (string | undefined)[] | undefined;
}

/** What a service brings: what becomes of a record that is in, without a look at the source. Pure. */
export interface ReviewRecords {
  review(facts: LineFacts, on: ReviewBasis): Review;
  /** Why a contact stays out who is left with no child in the add-on. */
  withoutChildren: readonly Reason[];
}

/**
 * Applies from the ledger itself what permissions, settings and the register no longer allow, whether or not the source
 * can be read (design section 1, step 6; restrictions.md, rule 16). Who goes is also no longer named by those who stay.
 *
 * @throws LedgerMoved when another writer appended.
 */
export async function reviewLedger(
  store: EventStore,
  context: LineContext,
  records: ReviewRecords,
  on: ReviewBasis,
): Promise<void> {
  const out: Decided[] = [];
  const reductions = new Map<string, Reduction>();
  const toReduce: [string, LastLine][] = [];
  for (const [recordKey, line] of context.ledger.state.records) {
    const wentBefore = isOutBeforeOpening(context, line);
    if (line.outcome !== 'imported' && !wentBefore) continue;
    const review = records.review(factsOf(recordKey, line, on), on);
    if (review.act === 'keep' || (wentBefore && review.act !== 'withdraw')) continue;
    if (review.act === 'reduce') {
      reductions.set(recordKey, review);
      toReduce.push([recordKey, line]);
      continue;
    }
    out.push(outOf(recordKey, line, review));
  }
  const isMember = ({ kind }: Decided) => kind === 'student' || kind === 'employee';
  // Nobody names these: they go at once. Those who are named go when nobody names them any more.
  await appendAll(
    context,
    out.filter((decided) => !isMember(decided)),
  );
  for await (const batch of unsealDocuments(store, context, toReduce)) {
    const decisions = batch.map((opened) => reduced(opened, reductions.get(opened.recordKey) as Reduction));
    await appendDecisions(context, decisions);
  }
  const gone = new Set(out.map(({ recordKey }) => recordKey));
  await forgetMembers(store, context, gone, records.withoutChildren);
  await appendAll(context, out.filter(isMember));
}

/**
 * Whether the register took the record out of the open run's ledger before the run was opened there. What the run's
 * permissions take away as well is said then, too: so that it does not hang on which of the two came first.
 */
const isOutBeforeOpening = ({ run }: LineContext, line: LastLine): boolean =>
  run !== undefined && line.outcome === 'excluded' && line.isAtOnce && line.run === run;

async function appendAll(context: LineContext, decisions: readonly Decided[]): Promise<void> {
  for (let at = 0; at < decisions.length; at += BATCH) {
    await appendDecisions(context, decisions.slice(at, at + BATCH));
  }
}

const factsOf = (recordKey: string, line: LastLine, { standings, categories }: ReviewBasis): LineFacts => ({
  kind: line.kind,
  fields: line.fields,
  sealedFields: line.sealedFields,
  isCategoryChosen: categories?.includes(line.categoryKey) ?? true,
  remembered: standings.of(recordKey),
});

function outOf(
  recordKey: string,
  line: LastLine,
  review: Extract<Review, { act: 'withdraw' | 'exclude' }>,
): Decided {
  const { kind, personKey, categoryKey } = line;
  return review.act === 'withdraw'
    ? { kind, recordKey, personKey, outcome: 'withdrawn', reason: review.reason }
    : { kind, recordKey, personKey, outcome: 'excluded', reasons: review.reasons, categoryKey };
}

/** The record with fewer fields and links, read back from the ledger: its next line comes under a new key. */
function reduced({ recordKey, line, document }: UnsealedDocument, review: Reduction): Decided {
  const { kind, personKey, categoryKey } = line;
  // Values that are lost leave nothing to reduce: the record must come in again.
  if (!document) return outOf(recordKey, line, { act: 'withdraw', reason: 'PERMISSION_WITHDRAWN' });
  const lost = line.fields.filter((field) => !review.fields.includes(field));
  const before = childrenOf(document.reveal());
  const rest = document.map((values) => withoutChildren(without(values, lost), review.withoutChildren, lost));
  const left = childrenOf(rest.reveal());
  if (left.length === 0 && before.length > 0)
    return outOf(recordKey, line, { act: 'exclude', reasons: review.reasons });
  // The place in the order of contact is a field of the children: with the last child that has one it is gone.
  const hasPriority = left.some((child) => 'priority' in child);
  const fields = hasPriority ? review.fields : review.fields.filter((field) => field !== 'priority');
  return { kind, recordKey, personKey, outcome: 'imported', document: rest, fields, categoryKey };
}

const without = (values: LineDocument, names: readonly string[]): LineDocument =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

type Child = { id: string; priority?: number | null };

function childrenOf(values: LineDocument): Child[] {
  const list = values['children'];
  return Array.isArray(list) ? (list as Child[]) : [];
}

function withoutChildren(values: LineDocument, children: readonly string[], lostFields: readonly string[]) {
  if (!Array.isArray(values['children'])) return values;
  const kept = childrenOf(values)
    .filter((row) => !children.includes(row.id))
    .map((row) => (lostFields.includes('priority') ? { id: row.id } : row));
  return { ...values, children: kept };
}
