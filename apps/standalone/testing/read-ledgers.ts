import type { AddOn } from '@gatehouse/schemas';
import { ADD_ONS, ledgerStream } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { Engines } from '@gatehouse/service';
import { KeyRing, unsealLine, recordKeyId } from '@gatehouse/privacy';

/** A ledger line, and what its sealed values say: `erased` where the key is destroyed. */
export interface Line extends RecordedEvent {
  values?: unknown;
}

export type Ledgers = Record<AddOn, Line[]>;

export async function readStream(
  engines: Pick<Engines, 'eventStore'>,
  stream: string,
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of engines.eventStore.read(stream)) events.push(...batch);
  return events;
}

/** A school's ledgers with their values revealed. */
export async function readLedgers(engines: Engines, schoolId: string): Promise<Ledgers> {
  const ledgers: Partial<Ledgers> = {};
  for (const addOn of ADD_ONS) {
    const lines = await readStream(engines, ledgerStream(schoolId, addOn));
    ledgers[addOn] = await revealed(engines, schoolId, lines);
  }
  return ledgers as Ledgers;
}

async function revealed(engines: Engines, schoolId: string, lines: RecordedEvent[]): Promise<Line[]> {
  const keyRing = new KeyRing(engines.keyStore, engines.masterKey);
  const sealed = lines.filter(({ data }) => data['sealed'] !== undefined);
  const ids = sealed.map(({ stream, data }) =>
    recordKeyId(stream, String(data['recordKey']), Number(data['generation'])),
  );
  const keys = new Map((await keyRing.get(ids)).map((answer, i) => [sealed[i]?.id, answer]));
  return lines.map((line) => {
    const answer = keys.get(line.id);
    if (!answer) return line;
    if (answer.state !== 'active')
      return { ...line, values: answer.state === 'destroyed' ? 'erased' : 'lost' };
    const place = { schoolId, ledger: line.stream, eventId: line.id };
    return { ...line, values: unsealLine(answer.key, place, String(line.data['sealed'])).reveal() };
  });
}
