import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceHost } from '@gatehouse/service';
import { errorClass } from '@gatehouse/service';
import type { KeyRing } from '@gatehouse/privacy';
import { destroyDeadRunKeys } from './destroy-dead-run-keys.js';

const EVERY_MS = 60 * 60 * 1000;

/**
 * Destroys run keys that are too old, every hour until the signal: a crashed instance may never come back under its
 * name, and its school may be read by nobody for long. What fails is logged and tried again the next time.
 */
export async function sweepRunKeys(
  { engines, logger, now }: Pick<ServiceHost, 'engines' | 'logger' | 'now'>,
  keyRing: KeyRing,
  signal: AbortSignal,
  everyMs = EVERY_MS,
): Promise<void> {
  for (;;) {
    await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await destroyDeadRunKeys(engines.eventStore, keyRing, now());
    } catch (error) {
      const fields = { service: 'wonde-ingest', error: errorClass(error) };
      logger.warn(fields, 'Keys of dead runs could not be destroyed. Tried again in an hour.');
    }
  }
}
