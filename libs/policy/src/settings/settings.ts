import type { AddOn, Basis, EventOf } from '@gatehouse/schemas';
import {
  ADD_ONS,
  AddOnsPurchased,
  CalendarCategoriesSet,
  CourtOrderPolicySet,
  HoldApproved,
  HoldDiscarded,
  HoldLimitsSet,
  PersonBlocked,
  PersonUnblocked,
  SETTINGS_EVENTS,
  SyncRunStarted,
} from '@gatehouse/schemas';
import type { HoldLimits } from '../holds/hold-limits.js';
import { DEFAULT_HOLD_LIMITS } from '../holds/hold-limits.js';
import type { HoldWord } from '../holds/hold-words.js';
import { holdWordOf } from '../holds/hold-words.js';
import { newerThan } from '../newer-events.js';
import { dataOfSettingsEvent, SettingsEventUnreadable } from './settings-event.js';

/** What the school's people decided, as far as a rule asks for it (design section 3). */
export interface Settings {
  /** undefined: no purchase is recorded yet, and all add-ons count as purchased. */
  purchased: readonly AddOn[] | undefined;
  /** What a blank court order means. */
  blankCourtOrder: 'no-order' | 'undecided';
  /** How far an active court order reaches: the whole person, or the link that carries it. */
  courtOrderScope: 'person' | 'link';
  /** undefined: the school has not chosen, and events of every category come in. */
  categories: readonly string[] | undefined;
  /** Record keys and person keys. */
  blocked: ReadonlySet<string>;
  /** From when on withdrawals wait, and the last day, `2026-09-30`, on which that holds; undefined for the default. */
  holdLimits: (HoldLimits & { until: string | undefined }) | undefined;
  /** What was said of holds, in the order in which it was. */
  holdWords: readonly HoldWord[];
}

/** The limits that hold on a day. */
export const holdLimitsOn = ({ holdLimits }: Pick<Settings, 'holdLimits'>, day: string): HoldLimits =>
  holdLimits && (holdLimits.until === undefined || day <= holdLimits.until)
    ? holdLimits
    : DEFAULT_HOLD_LIMITS;

/** What holds until somebody decides: each default is the stricter reading of the rule. */
export const initialSettings: Settings = {
  purchased: undefined,
  blankCourtOrder: 'undecided',
  courtOrderScope: 'person',
  categories: undefined,
  blocked: new Set(),
  holdLimits: undefined,
  holdWords: [],
};

type OrderPolicy = Pick<Settings, 'blankCourtOrder' | 'courtOrderScope'>;

/** The stricter of two policies on court orders: in an open run that of its basis and that of now (restrictions.md, rule 16). */
export const stricterSettings = (one: OrderPolicy, other: OrderPolicy): OrderPolicy => ({
  blankCourtOrder:
    one.blankCourtOrder === 'no-order' && other.blankCourtOrder === 'no-order' ? 'no-order' : 'undecided',
  courtOrderScope: one.courtOrderScope === 'link' && other.courtOrderScope === 'link' ? 'link' : 'person',
});

const isNewer = newerThan(SETTINGS_EVENTS);

/**
 * Takes one event of the school's `settings-` stream in. Types that no rule asks about leave the settings unchanged.
 *
 * @throws SettingsEventUnreadable when the event's data do not fit its schema, or it is of a newer version.
 */
export function evolveSettings(
  settings: Settings,
  event: { type: string; data: unknown; revision: number; metadata: { [name: string]: unknown } },
): Settings {
  if (isNewer(event)) throw new SettingsEventUnreadable(event.type);
  switch (event.type) {
    case AddOnsPurchased.type: {
      const { addOns } = dataOfSettingsEvent(AddOnsPurchased, event.data);
      return { ...settings, purchased: ADD_ONS.filter((addOn) => addOns.includes(addOn)) };
    }
    case CourtOrderPolicySet.type: {
      const { blankCourtOrder, courtOrderScope } = dataOfSettingsEvent(CourtOrderPolicySet, event.data);
      return {
        ...settings,
        blankCourtOrder: blankCourtOrder ?? settings.blankCourtOrder,
        courtOrderScope: courtOrderScope ?? settings.courtOrderScope,
      };
    }
    case CalendarCategoriesSet.type:
      return { ...settings, categories: dataOfSettingsEvent(CalendarCategoriesSet, event.data).categories };
    case PersonBlocked.type: {
      const keys = keysOf(dataOfSettingsEvent(PersonBlocked, event.data));
      return { ...settings, blocked: new Set([...settings.blocked, ...keys]) };
    }
    case PersonUnblocked.type: {
      const keys = keysOf(dataOfSettingsEvent(PersonUnblocked, event.data));
      return { ...settings, blocked: new Set([...settings.blocked].filter((key) => !keys.includes(key))) };
    }
    case HoldLimitsSet.type:
      return { ...settings, holdLimits: limitsOf(dataOfSettingsEvent(HoldLimitsSet, event.data)) };
    case HoldApproved.type:
    case HoldDiscarded.type: {
      const word = holdWordOf(event);
      return word ? { ...settings, holdWords: [...settings.holdWords, word] } : settings;
    }
    default:
      return settings;
  }
}

/** Nothing set is the default again. */
function limitsOf({ records, percent, mostPercent, until }: EventOf<typeof HoldLimitsSet>['data']) {
  if (records === undefined && percent === undefined && mostPercent === undefined) return undefined;
  return {
    records: records ?? DEFAULT_HOLD_LIMITS.records,
    percent: percent ?? DEFAULT_HOLD_LIMITS.percent,
    mostPercent,
    until,
  };
}

const keysOf = (person: { recordKey?: string | undefined; personKey?: string | undefined }) =>
  [person.recordKey, person.personKey].filter((key) => key !== undefined);

/** Before the first run of a school: no revision of its settings is covered. */
export const NOTHING_COVERED = -1;

/**
 * Folds a school's `sync-` stream to the latest revision of its settings that any run was started on. A request for a
 * run (`SyncRequested`) is open while its revision is greater: no run that was started has covered it (ADR 0019).
 *
 * @param before the result for the events before; `NOTHING_COVERED` at the beginning.
 */
export function coveredSettings(
  before: number,
  { type, data }: { type: string; data: { [field: string]: unknown } },
): number {
  if (type !== SyncRunStarted.type) return before;
  // One that does not say it, since it was altered, covers nothing.
  const { settingsRevision = before } = (data['basis'] ?? {}) as Partial<Basis>;
  return Math.max(before, settingsRevision);
}
