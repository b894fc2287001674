import type { ShownLedgers } from './hold-options.js';
import type { KindHold } from './kind-hold.js';
import { UsageError } from '../usage-error.js';

/**
 * The records that a word means that names these revisions, each once.
 *
 * @param said those of whom the same was said already.
 * @param already what to tell whoever says it of nobody else.
 * @throws UsageError when it would mean nobody, or nobody new.
 */
export function requireMeant(
  { ledgers }: KindHold,
  what: 'withdrawals' | 'arrivals',
  shown: ShownLedgers,
  said: ReadonlySet<string>,
  already: string,
): ReadonlySet<string> {
  const meant = new Set(
    ledgers.flatMap((ledger) =>
      ledger[what]
        .filter(({ revision }) => revision <= (shown[ledger.addOn] ?? -1))
        .map(({ recordKey }) => recordKey),
    ),
  );
  if (meant.size === 0) {
    throw new UsageError(
      'Nobody who waits today waited already where --shown says that the ledgers stood. Look again with "gatehouse hold ' +
        'show", and decide on what it says now.',
    );
  }
  const isNew = [...meant].some((key) => !said.has(key));
  if (!isNew) throw new UsageError(already);
  return meant;
}
