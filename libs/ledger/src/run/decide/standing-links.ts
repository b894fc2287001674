import type { RecordLink } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import type { LastLine } from '../../lines/ledger-state.js';
import type { LineContext } from '../../lines/ledger.js';
import { unsealDocuments } from '../../review/unseal-documents.js';

/**
 * The links of contacts under pupils of whom the reading does not say whose their contacts are, as the ledger's last lines
 * have them: they stand (restrictions.md, rule 14). What a last line names has passed; of who is out, or whose document is
 * lost, nothing stands. What restricts them by now the register says.
 *
 * @param wanted record keys of contacts.
 * @returns by record key.
 */
export async function standingLinksOf(
  store: EventStore,
  context: LineContext,
  wanted: readonly string[],
  unsettled: ReadonlySet<string>,
): Promise<Map<string, RecordLink[]>> {
  const { records } = context.ledger.state;
  const imported = wanted.flatMap((key): [string, LastLine][] => {
    const line = records.get(key);
    return line?.outcome === 'imported' ? [[key, line]] : [];
  });
  const links = new Map<string, RecordLink[]>();
  for await (const batch of unsealDocuments(store, context, imported)) {
    for (const { recordKey, document } of batch) {
      const children = (document?.reveal()['children'] ?? []) as unknown as NamedChild[];
      const standing = children.filter(({ id }) => unsettled.has(id));
      if (standing.length > 0) links.set(recordKey, standing.map(passing));
    }
  }
  return links;
}

/** A child as a contact's document names it. */
interface NamedChild {
  id: string;
  priority?: number | null;
}

const passing = ({ id, priority }: NamedChild): RecordLink => ({
  child: id,
  parentalResponsibility: 'true',
  courtOrder: 'false',
  ...(priority === undefined ? {} : { priority }),
});
