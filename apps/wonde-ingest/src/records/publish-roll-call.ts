import type { RollCall, RunName } from '@gatehouse/schemas';
import { KEYS_OF_A_PART, TOPICS } from '@gatehouse/schemas';
import type { GatheredKind } from './gathered-kind.js';
import type { RunSender } from './publish-records.js';

/**
 * Says, before the first record of a kind, which records follow: so a writer knows who is present, gone and new before it
 * decides anybody. An empty kind has a roll call, too.
 */
export async function publishRollCall(
  { bus, schoolId, run, runId }: Pick<RunSender, 'bus' | keyof RunName>,
  { kind, records, unidentified, unreadable }: GatheredKind,
  {
    unsettled,
    ...reading
  }: Pick<RollCall, 'hasBooleans' | 'restrictionsRevision'> & { unsettled: readonly string[] },
): Promise<void> {
  const keys = records.map(({ recordKey }) => recordKey);
  const parts = Math.max(1, Math.ceil(keys.length / KEYS_OF_A_PART));
  const whole = unreadable === undefined;
  const messages = Array.from({ length: parts }, (_, part) => {
    const value: RollCall = {
      type: 'roll-call',
      schoolId,
      run,
      runId,
      kind,
      keys: keys.slice(part * KEYS_OF_A_PART, (part + 1) * KEYS_OF_A_PART),
      isLast: part === parts - 1,
      whole,
      unidentified,
      ...reading,
      ...(part === parts - 1 && unsettled.length > 0 ? { unsettled: [...unsettled] } : {}),
    };
    return { key: schoolId, value };
  });
  await bus.publish(TOPICS.records, messages);
}
