import type { EventStore } from '@gatehouse/event-store';
import type { Settings } from '@gatehouse/policy';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { SetOptions } from './read-set-options.js';
import type { SchoolPeople } from './school-people.js';
import { unusedCategories } from './unused-categories.js';

/** What a person should look at again after recording settings; nothing here keeps them from being recorded. */
export async function setWarnings(
  options: SetOptions,
  context: {
    store: EventStore;
    schoolId: string;
    people: SchoolPeople;
    pseudonyms: Pseudonyms;
    before: Settings;
  },
): Promise<string[]> {
  const { store, schoolId, people, pseudonyms, before } = context;
  const isUnknown = (key: string) => !people.hasRecord(key) && !people.hasPerson(key);
  const unknown = [...options.block, ...options.unblock].filter(isUnknown);
  const isBlocked = (key: string) =>
    [key, ...people.personsOf(key), ...people.recordsOf(key)].some((each) => before.blocked.has(each)) ||
    people
      .personsOf(key)
      .some((person) => people.recordsOf(person).some((record) => before.blocked.has(record)));
  const unused = await unusedCategories(store, schoolId, pseudonyms, options.categories ?? []);
  return [
    ...unknown.map(
      (key) =>
        `no ledger of school ${schoolId} knows ${key}. It was recorded as record key and as person key.`,
    ),
    ...options.unblock.filter((key) => !isBlocked(key)).map((key) => `${key} was not blocked.`),
    ...unused.map(
      (category) =>
        `no event of school ${schoolId} has had the category ${JSON.stringify(category)} so far. Categories compare as exact text.`,
    ),
  ];
}
