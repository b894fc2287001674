import type { Kind } from '@gatehouse/schemas';
import type { Gate } from './gate.js';
import { standing } from './standing.js';

export const PEOPLE_ADD_ONS = ['email-text', 'parent-portal', 'parents-evening'] as const;

/** How a record stands with the three add-ons that take people; one word where all agree, else one each. */
export async function standings(
  gate: Gate,
  kind: Kind,
  wondeId: string,
  children: readonly string[] = [],
): Promise<string | string[]> {
  const each = await Promise.all(
    PEOPLE_ADD_ONS.map((addOn) => standing(gate, addOn, kind, wondeId, children)),
  );
  const [first = ''] = each;
  return each.every((one) => one === first) ? first : each;
}

/** The revealed values of a record's lines in one ledger: what history still says of it. */
export async function history(
  gate: Gate,
  addOn: (typeof PEOPLE_ADD_ONS)[number] | 'mis-calendar',
  kind: Kind,
  wondeId: string,
): Promise<unknown[]> {
  const recordKey = gate.keyOf(kind, wondeId);
  const lines = (await gate.ledgers())[addOn].filter(({ data }) => data['recordKey'] === recordKey);
  return lines.map(({ type, values }) => values ?? type);
}
