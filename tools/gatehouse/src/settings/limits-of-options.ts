import type { EventOf } from '@gatehouse/schemas';
import { HoldLimitsSet } from '@gatehouse/schemas';
import { UsageError } from '../usage-error.js';
import type { SettingsChange } from './settings-change.js';
import { changeOf } from './settings-change.js';

/** What commander makes of the limits that `gatehouse settings hold-limits` sets. */
export interface LimitFlags {
  records?: string;
  percent?: string;
  mostPercent?: string;
  until?: string;
  default?: true;
}

type Limits = Omit<EventOf<typeof HoldLimitsSet>['data'], 'reason'>;

/**
 * The event that sets these limits. Pure.
 *
 * @param today `2026-09-30`.
 * @throws UsageError when nothing is set, something is out of range, or the last day is over.
 */
export function limitsOfOptions(flags: LimitFlags, reason: string, today: string): SettingsChange {
  return changeOf(HoldLimitsSet, { ...limitsOf(flags, today), reason });
}

function limitsOf(flags: LimitFlags, today: string): Limits {
  const { records, percent, mostPercent, until } = flags;
  const given = [records, percent, mostPercent].filter((one) => one !== undefined);
  if (flags.default) {
    if (given.length > 0 || until !== undefined)
      throw new UsageError('--default returns to the default limits for good: leave out the other limits.');
    return {};
  }
  if (given.length === 0)
    throw new UsageError(
      'Nothing to set. Give --records, --percent or --most-percent, or --default to return to the default.',
    );
  return {
    records: records === undefined ? undefined : recordsOf(records),
    percent: percent === undefined ? undefined : percentOf('--percent', percent),
    mostPercent: mostPercent === undefined ? undefined : percentOf('--most-percent', mostPercent),
    until: until === undefined ? undefined : dayOf(until, today),
  };
}

function recordsOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError('--records takes a whole number, 0 or more.');
}

function percentOf(option: string, text: string): number {
  if (/^\d{1,3}(\.\d{1,3})?$/.test(text) && Number(text) <= 100) return Number(text);
  throw new UsageError(`${option} takes a number from 0 to 100.`);
}

function dayOf(text: string, today: string): string {
  const isDay = HoldLimitsSet.data.shape.until.safeParse(text).success;
  if (!isDay) throw new UsageError('--until takes the last day on which the limits hold: 2026-09-30.');
  if (text < today) throw new UsageError(`--until is over: today is ${today}.`);
  return text;
}
