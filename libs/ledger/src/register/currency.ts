import { isDeepStrictEqual } from 'node:util';
import type { Basis } from '@gatehouse/schemas';
import type { Ledger } from '../lines/ledger.js';
import { LedgerMoved } from '../lines/ledger.js';
import type { LineContext } from '../lines/line-context.js';
import type { SchoolRegister } from './school-register.js';

/**
 * Whether what is decided from now on is still right when it is to be appended (restrictions.md, rule 16): the answer of
 * the register now is kept, and held against that of then. What restricts others, neither coming in nor in, is applied
 * to the ledger in its own turn.
 */
export function currencyOf(
  school: SchoolRegister,
  basis: Pick<Basis, 'settingsRevision'>,
  ledger: Ledger,
): NonNullable<LineContext['assertCurrent']> {
  const before = school.restricting;
  const { standings } = school.view(basis);
  return async (comingIn) => {
    await school.catchUp();
    const now = school.restricting;
    if (now.settings > before.settings) throw new LedgerMoved(ledger.stream);
    if (now.restrictions === before.restrictions) return;
    const { standings: newer } = school.view(basis);
    for (const row of newer.rows) {
      const isConcerned = comingIn.has(row) || ledger.state.records.get(row)?.outcome === 'imported';
      if (isConcerned && !isDeepStrictEqual(standings.of(row), newer.of(row))) {
        throw new LedgerMoved(ledger.stream);
      }
    }
  };
}
