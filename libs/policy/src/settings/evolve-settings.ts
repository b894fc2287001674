import {
  ADD_ONS,
  AddOnsPurchased,
  CalendarCategoriesSet,
  CourtOrderPolicySet,
  PersonBlocked,
  PersonUnblocked,
} from '@gatehouse/contracts';
import type { Settings } from './settings.js';
import { dataOfSettingsEvent } from './data-of-settings-event.js';

/**
 * Takes one event of the school's `settings-` stream in. Types that no rule asks about leave the settings unchanged.
 *
 * @throws SettingsEventUnreadable when the event's data do not fit its schema.
 */
export function evolveSettings(settings: Settings, event: { type: string; data: unknown }): Settings {
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
    default:
      return settings;
  }
}

const keysOf = (person: { recordKey?: string | undefined; personKey?: string | undefined }) =>
  [person.recordKey, person.personKey].filter((key) => key !== undefined);
