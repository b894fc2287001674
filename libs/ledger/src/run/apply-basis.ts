import type { EventStore } from '@gatehouse/event-store';
import { appendDecisions } from '../lines/append-decisions.js';
import type { Decided, LineDocument } from '../lines/decided.js';
import type { LastLine } from '../lines/ledger-state.js';
import type { LineContext } from '../lines/line-context.js';
import { forgetMembers } from './forget-members.js';
import type { OpenedDocument } from './open-documents.js';
import { openDocuments } from './open-documents.js';
import type { Verdict, VerdictInput } from './verdict-on-line.js';
import { verdictOnLine } from './verdict-on-line.js';

const BATCH = 500;

type Reduction = Extract<Verdict, { act: 'reduce' }>;

/**
 * Applies from the ledger itself what permissions and settings no longer allow, whether or not the source can be read
 * (design section 1, step 6). Who goes is also no longer named by those who stay.
 *
 * @throws LedgerMoved when another writer appended.
 */
export async function applyBasis(
  store: EventStore,
  context: LineContext,
  input: VerdictInput,
): Promise<void> {
  const out: Decided[] = [];
  const reductions = new Map<string, Reduction>();
  const toReduce: [string, LastLine][] = [];
  const goneMembers = new Set<string>();
  for (const [recordKey, line] of context.ledger.state.records) {
    if (line.outcome !== 'imported') continue;
    const verdict = verdictOnLine(input, recordKey, line);
    if (verdict.act === 'keep') continue;
    if (verdict.act === 'reduce') {
      reductions.set(recordKey, verdict);
      toReduce.push([recordKey, line]);
      continue;
    }
    out.push(outOf(recordKey, line, verdict));
    if (line.kind === 'student' || line.kind === 'employee') goneMembers.add(recordKey);
  }
  for (let at = 0; at < out.length; at += BATCH) await appendDecisions(context, out.slice(at, at + BATCH));
  for await (const batch of openDocuments(store, context, toReduce)) {
    const decisions = batch.map((opened) => reduced(opened, reductions.get(opened.recordKey) as Reduction));
    await appendDecisions(context, decisions);
  }
  await forgetMembers(store, context, goneMembers);
}

function outOf(
  recordKey: string,
  line: LastLine,
  verdict: Extract<Verdict, { act: 'withdraw' | 'exclude' }>,
): Decided {
  const { kind, personKey, categoryKey } = line;
  const links = line.links.length > 0 ? line.links.map(({ kept: _, ...link }) => link) : undefined;
  return verdict.act === 'withdraw'
    ? { kind, recordKey, personKey, outcome: 'withdrawn', reason: verdict.reason, links }
    : { kind, recordKey, personKey, outcome: 'excluded', reasons: verdict.reasons, links, categoryKey };
}

/** The record with fewer fields and links, read back from the ledger: its next line comes under a new key. */
function reduced({ recordKey, line, document }: OpenedDocument, verdict: Reduction): Decided {
  const { kind, personKey, categoryKey } = line;
  // Values that are lost leave nothing to reduce: the record must come in again.
  if (!document) return outOf(recordKey, line, { act: 'withdraw', reason: 'PERMISSION_WITHDRAWN' });
  const lost = line.fields.filter((field) => !verdict.fields.includes(field));
  const rest = document.map((values) =>
    withoutChildren(without(values, lost), verdict.withoutChildren, lost),
  );
  const children = rest.reveal()['children'];
  if (verdict.withoutChildren.length > 0 && Array.isArray(children) && children.length === 0) {
    const links = line.links.map(({ kept: _, ...link }) => link);
    return { kind, recordKey, personKey, outcome: 'excluded', reasons: ['COURT_ORDER_NOT_RECORDED'], links };
  }
  const links = line.links.map(({ kept, ...link }) =>
    kept && !verdict.withoutChildren.includes(link.child) ? { ...link, kept } : link,
  );
  return {
    kind,
    recordKey,
    personKey,
    outcome: 'imported',
    document: rest,
    fields: verdict.fields,
    links: links.length > 0 ? links : undefined,
    categoryKey,
  };
}

const without = (values: LineDocument, names: readonly string[]): LineDocument =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

function withoutChildren(values: LineDocument, children: readonly string[], lostFields: readonly string[]) {
  const list = values['children'];
  if (!Array.isArray(list)) return values;
  const rows = list as { id: string; priority?: number | null }[];
  const kept = rows
    .filter((row) => !children.includes(row.id))
    .map((row) => (lostFields.includes('priority') ? { id: row.id } : row));
  return { ...values, children: kept };
}
