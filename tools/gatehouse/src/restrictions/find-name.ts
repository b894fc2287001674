import type { ImportedData } from '@gatehouse/schemas';
import { ADD_ONS, ledgerStream, meaningOfLine } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';
import { unsealLine, recordKeyId } from '@gatehouse/privacy';

/** The fields that say who somebody is, and nothing more of them. */
export const NAME_FIELDS = ['title', 'forename', 'surname', 'legal_forename', 'legal_surname'];

/** Where a name is kept: still sealed, so that who asks can be recorded first. */
export interface SealedName {
  row: string;
  fields: string[];
  open(): { [field: string]: unknown };
}

/**
 * The name of the first of these rows that a ledger holds values of: the newest imported line whose key is active.
 * Somebody who is excluded has no values; then another row of the adult may have.
 */
export async function findName(
  store: EventStore,
  keyRing: KeyRing,
  schoolId: string,
  rows: readonly string[],
): Promise<SealedName | undefined> {
  const lines = await importedLines(store, schoolId, new Set(rows));
  for (const row of rows) {
    for (const line of lines.get(row) ?? []) {
      const name = await sealedName(keyRing, schoolId, row, line);
      if (name) return name;
    }
  }
  return undefined;
}

/** The newest imported line of each row in each ledger. */
async function importedLines(
  store: EventStore,
  schoolId: string,
  rows: ReadonlySet<string>,
): Promise<Map<string, RecordedEvent[]>> {
  const lines = new Map<string, RecordedEvent[]>();
  for (const addOn of ADD_ONS) {
    const ofLedger = new Map<string, RecordedEvent>();
    for await (const events of store.read(ledgerStream(schoolId, addOn))) {
      for (const event of events) {
        const row = String(event.data['recordKey']);
        if (rows.has(row) && meaningOfLine(event.type)?.outcome === 'imported') ofLedger.set(row, event);
      }
    }
    for (const [row, event] of ofLedger) lines.set(row, [...(lines.get(row) ?? []), event]);
  }
  return lines;
}

async function sealedName(
  keyRing: KeyRing,
  schoolId: string,
  row: string,
  line: RecordedEvent,
): Promise<SealedName | undefined> {
  const data = line.data as unknown as ImportedData;
  const fields = NAME_FIELDS.filter((field) => data.fields.includes(field));
  if (fields.length === 0) return undefined;
  const [answer] = await keyRing.get([recordKeyId(line.stream, row, data.generation)]);
  if (answer?.state !== 'active') return undefined;
  const { key } = answer;
  const place = { schoolId, ledger: line.stream, eventId: line.id };
  const open = () => {
    const values = unsealLine(key, place, data.sealed).reveal() as { [field: string]: unknown };
    return Object.fromEntries(fields.map((field) => [field, values[field]]));
  };
  return { row, fields, open };
}
