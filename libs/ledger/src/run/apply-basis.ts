import type { ImportedData } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';
import { openLine, recordKeyId } from '@gatehouse/privacy';
import type { Decided, LineDocument } from '../lines/decided.js';
import { appendDecisions } from '../lines/append-decisions.js';
import type { LineContext } from '../lines/line-context.js';
import type { LastLine } from '../lines/ledger-state.js';
import type { Verdict, VerdictInput } from './verdict-on-line.js';
import { verdictOnLine } from './verdict-on-line.js';

const BATCH = 500;

/**
 * Applies from the ledger itself what permissions and settings no longer allow, whether or not the source can be read
 * (design section 1, step 6).
 *
 * @throws LedgerMoved when another writer appended.
 */
export async function applyBasis(
  store: EventStore,
  context: LineContext,
  input: VerdictInput,
): Promise<void> {
  let decisions: Decided[] = [];
  for (const [recordKey, line] of [...context.ledger.state.records]) {
    if (line.outcome !== 'imported') continue;
    const verdict = verdictOnLine(input, recordKey, line);
    if (verdict.act === 'keep') continue;
    decisions.push(await decisionOf(store, context, recordKey, line, verdict));
    if (decisions.length >= BATCH) {
      await appendDecisions(context, decisions);
      decisions = [];
    }
  }
  await appendDecisions(context, decisions);
}

async function decisionOf(
  store: EventStore,
  context: LineContext,
  recordKey: string,
  line: LastLine,
  verdict: Exclude<Verdict, { act: 'keep' }>,
): Promise<Decided> {
  const { kind, personKey } = line;
  const links = line.links.length > 0 ? line.links.map(({ kept: _, ...link }) => link) : undefined;
  if (verdict.act === 'withdraw') {
    return { kind, recordKey, personKey, outcome: 'withdrawn', reason: verdict.reason, links };
  }
  if (verdict.act === 'exclude') {
    const { categoryKey } = line;
    return { kind, recordKey, personKey, outcome: 'excluded', reasons: verdict.reasons, links, categoryKey };
  }
  return reduced(store, context, recordKey, line, verdict);
}

/** The record with fewer fields and links, read back from the ledger: its next line comes under a new key. */
async function reduced(
  store: EventStore,
  context: LineContext,
  recordKey: string,
  line: LastLine,
  verdict: Extract<Verdict, { act: 'reduce' }>,
): Promise<Decided> {
  const { kind, personKey, categoryKey } = line;
  const document = await documentOf(store, context, recordKey, line);
  // A key that is gone leaves nothing to reduce: the values are erased already, and the record must come in again.
  if (!document) return { kind, recordKey, personKey, outcome: 'withdrawn', reason: 'PERMISSION_WITHDRAWN' };
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

async function documentOf(store: EventStore, context: LineContext, recordKey: string, line: LastLine) {
  const { schoolId, stream } = context.ledger;
  const [answer] = await context.keyRing.get([recordKeyId(stream, recordKey, line.generation)]);
  if (answer?.state !== 'active') return undefined;
  for await (const [event] of store.read(stream, { from: line.revision })) {
    if (!event) break;
    const { sealed } = event.data as unknown as ImportedData;
    return openLine<LineDocument>(answer.key, { schoolId, ledger: stream, eventId: event.id }, sealed);
  }
  return undefined;
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
