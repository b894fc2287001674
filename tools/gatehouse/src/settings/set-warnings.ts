import type { Settings } from '@gatehouse/policy';
import type { SetOptions } from './read-set-options.js';
import type { SchoolPeople } from './school-people.js';

/** What a person should look at again after recording settings; nothing here keeps them from being recorded. */
export function setWarnings(
  options: SetOptions,
  context: {
    schoolId: string;
    people: SchoolPeople;
    /** Categories that no event has had. */
    unused: readonly string[];
    before: Settings;
    /** Whether the register knew of a block of this key, moved ones among them. */
    isCovered: (key: string) => boolean;
  },
): string[] {
  const { schoolId, people, unused, before, isCovered } = context;
  const isUnknown = (key: string) => !people.hasRecord(key) && !people.hasPerson(key);
  const unknown = [...options.block, ...options.unblock].filter(isUnknown);
  const isBlocked = (key: string) =>
    isCovered(key) ||
    [key, ...people.personsOf(key), ...people.recordsOf(key)].some((each) => before.blocked.has(each)) ||
    people
      .personsOf(key)
      .some((person) => people.recordsOf(person).some((record) => before.blocked.has(record)));
  return [
    ...unknown.map(
      (key) =>
        `no ledger of school ${schoolId} knows ${key}. It was recorded as record key and as person key. Is it the id of a ` +
        'document? "gatehouse record-key --document-id" gives the record key.',
    ),
    ...options.unblock.filter((key) => !isBlocked(key)).map((key) => `${key} was not blocked.`),
    ...unused.map(
      (category) =>
        `no event of school ${schoolId} has had the category ${JSON.stringify(category)} so far. Categories compare as exact text.`,
    ),
  ];
}
