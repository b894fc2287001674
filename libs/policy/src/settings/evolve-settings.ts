import type { EventOf } from '@gatehouse/schemas';
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
} from '@gatehouse/schemas';
import { DEFAULT_HOLD_LIMITS } from '../holds/hold-limits.js';
import { holdWordOf } from '../holds/hold-words.js';
import type { Settings } from './settings.js';
import { newerThan } from '../newer-events.js';
import { SettingsEventUnreadable, dataOfSettingsEvent } from './settings-event.js';

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
