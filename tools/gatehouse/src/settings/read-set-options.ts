import type { AddOn } from '@gatehouse/schemas';
import { ADD_ONS, recordKeySchema } from '@gatehouse/schemas';
import { UsageError } from '../usage-error.js';
import { plainText } from './plain-text.js';
import { splitList } from './split-list.js';

/** What commander makes of `gatehouse settings set …`. */
export interface SetFlags {
  dataDir?: string;
  school: string;
  actor: string;
  reason: string;
  blankCourtOrder?: 'no-order' | 'undecided';
  courtOrderScope?: 'person' | 'link';
  addOns?: string;
  calendarCategories?: string;
  block?: string[];
  unblock?: string[];
  json?: true;
}

/** What the school decided, who decided it and why: checked, lists taken apart. */
export interface SetOptions {
  actor: string;
  reason: string;
  blankCourtOrder: 'no-order' | 'undecided' | undefined;
  courtOrderScope: 'person' | 'link' | undefined;
  addOns: readonly AddOn[] | undefined;
  categories: readonly string[] | undefined;
  block: readonly string[];
  unblock: readonly string[];
}

/** @throws UsageError when nothing is decided, or something is not what it should be. */
export function readSetOptions(flags: SetFlags): SetOptions {
  const options: SetOptions = {
    actor: plainText('--actor', flags.actor),
    reason: plainText('--reason', flags.reason),
    blankCourtOrder: flags.blankCourtOrder,
    courtOrderScope: flags.courtOrderScope,
    addOns: flags.addOns === undefined ? undefined : addOnsOf(flags.addOns),
    categories:
      flags.calendarCategories === undefined
        ? undefined
        : splitList('--calendar-categories', flags.calendarCategories),
    block: (flags.block ?? []).map((key) => keyOf('--block', key)),
    unblock: (flags.unblock ?? []).map((key) => keyOf('--unblock', key)),
  };
  const { blankCourtOrder, courtOrderScope, addOns, categories, block, unblock } = options;
  if (block.some((key) => unblock.includes(key))) {
    throw new UsageError('The same key is given to --block and to --unblock.');
  }
  const decided = [blankCourtOrder, courtOrderScope, addOns, categories, block[0], unblock[0]];
  if (decided.every((value) => value === undefined)) {
    throw new UsageError('Nothing to set. Give at least one setting; --help lists them.');
  }
  return options;
}

function addOnsOf(list: string): AddOn[] {
  const names = splitList('--add-ons', list);
  const unknown = names.some((name) => !ADD_ONS.some((addOn) => addOn === name));
  if (unknown) throw new UsageError(`--add-ons takes a list of ${ADD_ONS.join(', ')}, or '' for none.`);
  return ADD_ONS.filter((addOn) => names.includes(addOn));
}

function keyOf(option: string, key: string): string {
  if (recordKeySchema.safeParse(key).success) return key;
  throw new UsageError(
    `${option} takes a record key or a person key, 32 hex digits. "gatehouse record-key" gives that of a Wonde id.`,
  );
}
