import type { AddOn, Kind } from '@gatehouse/schemas';
import { ADD_ONS } from '@gatehouse/schemas';
import { Option } from 'commander';
import { UsageError } from '../usage-error.js';
import type { SchoolLedgers } from './school-ledgers.js';

/** What every command that says a word about a hold takes. */
export interface HoldFlags {
  dataDir?: string;
  school: string;
  kind: Kind;
  actor: string;
  reason: string;
  shown?: string;
  dryRun?: true;
  json?: true;
}

export type ShownLedgers = { [addOn in AddOn]?: number };

export const shownLedgersOption = () =>
  new Option(
    '--shown <revisions>',
    'where the ledgers stood that the decision was made on, as "hold show" says it: nothing that waits since later is ' +
      'meant (default: as they stand now)',
  );

const ONE = /^([a-z-]+)=(\d{1,15})$/;

/**
 * Takes `parent-portal=412,email-text=380` apart.
 *
 * @throws UsageError when it is something else, or a ledger is not that long: it would mean what is yet to wait.
 */
export function shownLedgersOf(text: string, { states }: Pick<SchoolLedgers, 'states'>): ShownLedgers {
  const shown: ShownLedgers = {};
  for (const part of text.split(',')) {
    const [, name, revision] = ONE.exec(part) ?? [];
    const addOn = ADD_ONS.find((one) => one === name);
    if (!addOn || shown[addOn] !== undefined) {
      throw new UsageError(
        '--shown takes each add-on once with the revision of its ledger, as "hold show" prints it: parent-portal=412,email-text=380.',
      );
    }
    const last = states.get(addOn)?.revision ?? -1;
    if (Number(revision) > last) {
      throw new UsageError(
        `--shown is later than the ledger of ${addOn}, which stands at revision ${last}. Give what "hold show" prints, or leave it out.`,
      );
    }
    shown[addOn] = Number(revision);
  }
  return shown;
}
