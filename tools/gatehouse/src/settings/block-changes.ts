import { PersonBlocked, PersonUnblocked } from '@gatehouse/schemas';
import type { SchoolPeople } from './school-people.js';
import type { SettingsChange } from './settings-change.js';
import { changeOf } from './settings-change.js';

interface Keys {
  recordKey?: string;
  personKey?: string;
}

/**
 * The events of blocking whoever has this key: a block covers the person, so a record's event names the person too. A
 * key that no ledger knows is recorded as both: it keeps its record or person out from the first run on.
 */
export function blockChanges(key: string, people: SchoolPeople, reason: string): SettingsChange[] {
  return keysOf(key, people).map((keys) => changeOf(PersonBlocked, { ...keys, reason }));
}

/**
 * The events of unblocking whoever has this key. A person stays out as long as any record of theirs is blocked, so the
 * blocks of their other records are lifted along.
 */
export function unblockChanges(
  key: string,
  people: SchoolPeople,
  blocked: ReadonlySet<string>,
  reason: string,
): SettingsChange[] {
  const named = keysOf(key, people);
  const persons = named.flatMap(({ personKey }) => personKey ?? []);
  const others = persons.flatMap((personKey) =>
    people
      .recordsOf(personKey)
      .filter((recordKey) => recordKey !== key && blocked.has(recordKey))
      .map((recordKey): Keys => ({ recordKey, personKey })),
  );
  return [...named, ...others].map((keys) => changeOf(PersonUnblocked, { ...keys, reason }));
}

function keysOf(key: string, people: SchoolPeople): Keys[] {
  if (people.hasRecord(key)) {
    const persons = people.personsOf(key);
    return persons.length > 0
      ? persons.map((personKey) => ({ recordKey: key, personKey }))
      : [{ recordKey: key }];
  }
  return people.hasPerson(key) ? [{ personKey: key }] : [{ recordKey: key, personKey: key }];
}
