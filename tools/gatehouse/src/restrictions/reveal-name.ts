import { ValuesRevealed } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';
import { printable } from '@gatehouse/terminal';
import { appendSettings } from '../settings/append-settings.js';
import { changeOf } from '../settings/settings-change.js';
import { findName } from './find-name.js';
import type { KnownRegister } from './known-register.js';

/** A name in clear, and whose it is. */
export interface RevealedName {
  row: string;
  values: { [field: string]: unknown };
}

/**
 * The name of a row, else of another row of the adult, else of one that is alike. That it was looked at is recorded
 * first: if that fails, nothing is shown.
 *
 * @returns undefined where no ledger holds values of any of them; then nothing is recorded.
 */
export async function revealName(
  store: EventStore,
  keyRing: KeyRing,
  { schoolId, sight, standings }: KnownRegister,
  row: string,
  asking: { actor: string; reason: string; now: Date },
): Promise<RevealedName | undefined> {
  const alike = sight.register.alikeTo(row).keys();
  const rows = [...new Set([row, ...standings.one.adultOf(row, -1), ...alike])];
  const name = await findName(store, keyRing, schoolId, rows);
  if (!name) return undefined;
  const change = changeOf(ValuesRevealed, {
    recordKey: name.row,
    fields: name.fields,
    reason: asking.reason,
  });
  await appendSettings(store, schoolId, asking.actor, asking.now, () => [change]);
  return { row: name.row, values: name.open() };
}

/** @param asked the row that was asked about; the name may be another's, which must not be taken for it. */
export function nameText({ row, values }: RevealedName, asked: string): string {
  const whose = row === asked ? '' : ` of another row, ${row} (the same adult, or one that is alike)`;
  const lines = Object.entries(values).map(([field, value]) => `  ${field}: ${printable(value)}\n`);
  return `\nName${whose}\n${lines.join('')}`;
}

export const NO_NAME =
  'No name: no ledger holds values of this row, of its adult or of rows alike. Whoever is excluded has none. Look at the ' +
  'pupils\' rows, or compare "gatehouse record-key" of those whom the MIS lists for the pupil.';
