import { ADD_ONS, ledgerStream, meaningOfLine } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';

/** Which records a school's ledgers know, and which person each is of (design section 2, person key). */
export class SchoolPeople {
  readonly #personsOf = new Map<string, Set<string>>();
  readonly #recordsOf = new Map<string, Set<string>>();

  /** Takes a line in: a record, and its person if the line carries one. */
  add(recordKey: string, personKey: string | undefined): void {
    const persons = this.#personsOf.get(recordKey) ?? new Set();
    this.#personsOf.set(recordKey, persons);
    if (personKey === undefined) return;
    persons.add(personKey);
    this.#recordsOf.set(personKey, (this.#recordsOf.get(personKey) ?? new Set()).add(recordKey));
  }

  hasRecord(key: string): boolean {
    return this.#personsOf.has(key);
  }

  hasPerson(key: string): boolean {
    return this.#recordsOf.has(key);
  }

  /** Mostly one; none for a record without a `upi`; several if Wonde gave it another one meanwhile. */
  personsOf(recordKey: string): string[] {
    return [...(this.#personsOf.get(recordKey) ?? [])];
  }

  recordsOf(personKey: string): string[] {
    return [...(this.#recordsOf.get(personKey) ?? [])];
  }
}

/** Reads every ledger of the school, withdrawn and excluded records included. */
export async function readSchoolPeople(store: EventStore, schoolId: string): Promise<SchoolPeople> {
  const people = new SchoolPeople();
  for (const addOn of ADD_ONS) {
    for await (const events of store.read(ledgerStream(schoolId, addOn))) {
      for (const { type, data } of events) {
        if (!meaningOfLine(type)) continue;
        people.add(String(data['recordKey']), data['personKey'] as string | undefined);
      }
    }
  }
  return people;
}
