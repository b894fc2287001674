import { AddOnsPurchased, CalendarCategoriesSet, CourtOrderPolicySet } from '@gatehouse/schemas';
import { blockChanges, unblockChanges } from './block-changes.js';
import type { SetOptions } from './read-set-options.js';
import type { SchoolPeople } from './school-people.js';
import type { SchoolSettings } from './school-settings.js';
import type { SettingsChange } from './settings-change.js';
import { changeOf } from './settings-change.js';

/**
 * The events that one `settings set` asks for, on the settings that stand. Pure.
 *
 * @param shown where the register stands: a blank reading is settled only by a word that knows of it.
 */
export function changesOfOptions(
  options: SetOptions,
  people: SchoolPeople,
  { settings }: SchoolSettings,
  shown: number,
): SettingsChange[] {
  const { reason, addOns, blankCourtOrder, courtOrderScope, categories } = options;
  const changes: SettingsChange[] = [];
  if (addOns) changes.push(changeOf(AddOnsPurchased, { addOns: [...addOns], reason }));
  if (blankCourtOrder ?? courtOrderScope) {
    const knowing = blankCourtOrder === undefined ? {} : { shown };
    changes.push(changeOf(CourtOrderPolicySet, { blankCourtOrder, courtOrderScope, ...knowing, reason }));
  }
  if (categories) changes.push(changeOf(CalendarCategoriesSet, { categories: [...categories], reason }));
  for (const key of options.block) changes.push(...blockChanges(key, people, reason));
  for (const key of options.unblock) changes.push(...unblockChanges(key, people, settings.blocked, reason));
  return changes;
}
