import type { AddOn, Kind } from '@gatehouse/schemas';
import { meaningOfLine } from '@gatehouse/schemas';
import { SCHOOL } from './a-school.js';
import type { Gate } from './gate.js';

/**
 * How a record stands with an add-on, in a word or a few: `imported`, `imported: kim, lee` for a contact with its
 * children, `excluded: REASON`, `withdrawn: REASON`, `never seen`; and `(no document)` or `(document left)` where the
 * read model says otherwise.
 *
 * @param children Wonde ids of the students that links may lead to.
 */
export async function standing(
  gate: Gate,
  addOn: AddOn,
  kind: Kind,
  wondeId: string,
  children: readonly string[] = [],
  schoolId = SCHOOL,
): Promise<string> {
  const recordKey = gate.keyOf(kind, wondeId, schoolId);
  const lines = await gate.ledger(addOn, schoolId);
  const last = lines.findLast(({ data }) => data['recordKey'] === recordKey);
  const documentId = gate.documentIdOf(kind, wondeId, schoolId);
  const document = (await gate.documents(addOn, kind, schoolId)).find(({ id }) => id === documentId);
  if (!last) return document ? 'never seen (document left)' : 'never seen';
  const outcome = meaningOfLine(last.type)?.outcome ?? last.type;
  if (outcome === 'imported') {
    if (!document) return 'imported (no document)';
    if (kind !== 'contact') return outcome;
    const nameOf = new Map(children.map((id) => [gate.documentIdOf('student', id, schoolId), id]));
    const links = document['children'] as { id: string }[];
    return `imported: ${links
      .map(({ id }) => nameOf.get(id) ?? '?')
      .sort()
      .join(', ')}`;
  }
  const reasons = (last.data['reasons'] as string[] | undefined) ?? [String(last.data['reason'])];
  return `${outcome}: ${[...reasons].sort().join(', ')}${document ? ' (document left)' : ''}`;
}
