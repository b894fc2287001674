import type { ServiceHost } from '@gatehouse/service';
import { errorClass, isEngineAway } from '@gatehouse/service';
import { RegisterWriter } from './register-writer.js';
import { isRegisterSeeded, LedgerLineUnreadable } from './seed-register.js';

/**
 * Takes over what ledgers of earlier versions remembered, for every known school that has no register yet. A school with
 * a damaged history is named in the log and left: its runs say so, too.
 */
export async function seedKnownSchools(
  { engines, logger, now }: Pick<ServiceHost, 'engines' | 'logger' | 'now'>,
  schools: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const schoolId of schools) {
    if (signal.aborted) return;
    const { eventStore } = engines;
    const writer = new RegisterWriter({
      eventStore,
      schoolId,
      run: undefined,
      now,
      assertOpen: async () => undefined,
    });
    try {
      // At most starts nobody needs seeding: then no register is read to its end.
      if (!(await isRegisterSeeded(eventStore, schoolId))) await writer.seed();
    } catch (error) {
      if (isEngineAway(error)) throw error;
      const words =
        error instanceof LedgerLineUnreadable
          ? error.message
          : 'The register of restrictions of a school cannot be read or made. Its runs fail until it can.';
      logger.error({ service: 'wonde-ingest', schoolId, error: errorClass(error) }, words);
    }
  }
}
