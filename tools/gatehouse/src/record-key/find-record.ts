import type { Kind } from '@gatehouse/schemas';
import { ADD_ONS, ledgerStream, meaningOfLine } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import type { DocumentIds } from '@gatehouse/privacy';

export interface FoundRecord {
  kind: Kind;
  recordKey: string;
}

/** An error and no empty output, which whoever goes on with it would take for a record key. */
export class RecordNotFound extends Error {
  readonly code = 'RECORD_NOT_FOUND';
  constructor(schoolId: string) {
    super(
      `No ledger of school ${schoolId} knows a record whose document has this id. Check the id and the school.`,
    );
    this.name = 'RecordNotFound';
  }
}

/**
 * The record whose document has this id. There is no way from an id to its record key but to try the record keys that the
 * school's ledgers know, so this reads all of them.
 *
 * @param ids of the school.
 * @throws RecordNotFound
 */
export async function findRecord(
  store: EventStore,
  schoolId: string,
  documentId: string,
  ids: DocumentIds,
): Promise<FoundRecord> {
  for (const addOn of ADD_ONS) {
    for await (const events of store.read(ledgerStream(schoolId, addOn))) {
      for (const { type, data } of events) {
        const kind = meaningOfLine(type)?.kind;
        const recordKey = String(data['recordKey']);
        if (kind && ids.documentId(recordKey) === documentId) return { kind, recordKey };
      }
    }
  }
  throw new RecordNotFound(schoolId);
}
