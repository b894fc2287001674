import type { EventStore } from '@gatehouse/event-store';
import { appendDecisions } from '../lines/append-decisions.js';
import type { Reason } from '@gatehouse/schemas';
import type { Decided, LineDocument } from '../lines/decided.js';
import type { LastLine } from '../lines/ledger-state.js';
import type { LineContext } from '../lines/ledger.js';
import { unsealDocuments } from './unseal-documents.js';

const MEMBER_LISTS = ['children', 'students', 'employees'];

/**
 * Takes the names of records that are no longer in from the documents that name them: contacts, classes and groups name
 * only who is in the add-on, also where the source cannot be read or still lists who has left (ADR 0010).
 *
 * Called before their own lines are appended: after a crash in between, whoever repeats it still sees that they go.
 *
 * @param gone record keys of all who go; whoever is among them need not be told who else goes.
 * @param withoutChildren why a contact stays out who is left with no child.
 * @throws LedgerMoved when another writer appended.
 */
export async function forgetMembers(
  store: EventStore,
  context: LineContext,
  gone: ReadonlySet<string>,
  withoutChildren: readonly Reason[],
): Promise<void> {
  const { records } = context.ledger.state;
  const isMember = (key: string) => ['student', 'employee'].includes(records.get(key)?.kind ?? '');
  if (![...gone].some(isMember)) return;
  const naming = [...records].filter(([key, line]) => mayName(line) && !gone.has(key));
  for await (const batch of unsealDocuments(store, context, naming)) {
    const decisions: Decided[] = [];
    for (const { recordKey, line, document } of batch) {
      if (!document || !names(document.reveal(), gone)) continue;
      const rest = document.map((values) => withoutMembers(values, gone));
      const about = { kind: line.kind, recordKey, personKey: line.personKey, categoryKey: line.categoryKey };
      const isAlone = line.kind === 'contact' && membersOf(rest.reveal(), 'children').length === 0;
      if (isAlone) decisions.push({ ...about, outcome: 'excluded', reasons: withoutChildren });
      else
        decisions.push({
          ...about,
          outcome: 'imported',
          document: rest,
          fields: fieldsLeft(line, rest.reveal()),
        });
    }
    await appendDecisions(context, decisions);
  }
}

const mayName = ({ kind, outcome }: LastLine) =>
  outcome === 'imported' && (kind === 'contact' || kind === 'class' || kind === 'group');

/** `priority` is a field of the children: with the last child that has one it is gone. */
function fieldsLeft({ fields }: LastLine, document: LineDocument): readonly string[] {
  const hasPriority = membersOf(document, 'children').some((child) => 'priority' in child);
  return hasPriority ? fields : fields.filter((field) => field !== 'priority');
}

const names = (document: LineDocument, gone: ReadonlySet<string>) =>
  MEMBER_LISTS.some((list) => membersOf(document, list).some(({ id }) => gone.has(id)));

function withoutMembers(document: LineDocument, gone: ReadonlySet<string>): LineDocument {
  const rest = { ...document };
  for (const list of MEMBER_LISTS) {
    if (Array.isArray(rest[list])) rest[list] = membersOf(document, list).filter(({ id }) => !gone.has(id));
  }
  return rest;
}

function membersOf(document: LineDocument, list: string): { id: string; priority?: number | null }[] {
  const members = document[list];
  return Array.isArray(members) ? (members as { id: string }[]) : [];
}
