import { parseRecordKeyId, recordKeyPrefix } from '@gatehouse/privacy';
import type { LineContext } from '../lines/ledger.js';

/**
 * Repeats what a crash left undone: destroys keys of generations older than the record's last line, and of records
 * that are out (design section 4). A key whose line was never appended stays: the line will come.
 */
export async function sweepKeys({ ledger, keyRing }: Pick<LineContext, 'ledger' | 'keyRing'>): Promise<void> {
  const left: string[] = [];
  for await (const ids of keyRing.active(recordKeyPrefix(ledger.stream))) {
    for (const id of ids) {
      const parsed = parseRecordKeyId(id);
      const last = parsed && ledger.state.records.get(parsed.recordKey);
      if (!last) continue;
      const isPast = parsed.generation < last.generation;
      if (isPast || (last.outcome !== 'imported' && parsed.generation === last.generation)) left.push(id);
    }
  }
  await keyRing.destroy(left);
}
