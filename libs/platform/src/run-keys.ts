import type { KeyRing } from '@gatehouse/privacy';
import { runKeyId } from '@gatehouse/privacy';

/** Asks the key store for a run's key: undefined once the run has ended, was superseded, or never began. */
export async function runKey(keyRing: KeyRing, schoolId: string, run: number): Promise<Buffer | undefined> {
  const [answer] = await keyRing.get([runKeyId(schoolId, run)]);
  return answer?.state === 'active' ? answer.key : undefined;
}
