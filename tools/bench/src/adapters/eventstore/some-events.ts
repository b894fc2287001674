import { randomBytes, randomUUID } from 'node:crypto';

/** What both sides append: a plain object, as a service has it before it meets a client. */
export interface PlainEvent {
  id: string;
  type: string;
  data: { recordKey: string; sealed: string; reasons: string[] };
  metadata: { run: number; fingerprint: string; causationId: string; rulesVersion: string };
}

/** Events of some 540 bytes, the size of a ledger's lines, each with an id of its own. */
export function someEvents(count: number): PlainEvent[] {
  return Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    type: 'ContactImported',
    data: {
      recordKey: randomBytes(16).toString('hex'),
      sealed: randomBytes(200).toString('base64'),
      reasons: [],
    },
    metadata: {
      run: 1,
      fingerprint: randomBytes(16).toString('hex'),
      causationId: `mis.permitted-records/3/${n}`,
      rulesVersion: '1',
    },
  }));
}
