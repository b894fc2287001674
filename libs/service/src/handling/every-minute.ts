import type { Logger } from '../engines.js';
import { errorClass } from '@gatehouse/terminal';

const MINUTE_MS = 60_000;

/** Does work every minute until it is told to stop. What fails is logged, and tried again the next time. */
export function everyMinute(work: () => Promise<void>, logger: Logger, fields: object): () => void {
  let isAtIt = false;
  const timer = setInterval(() => {
    if (isAtIt) return;
    isAtIt = true;
    work()
      .catch((error: unknown) =>
        logger.debug({ ...fields, error: errorClass(error) }, 'Tried again in a minute.'),
      )
      .finally(() => (isAtIt = false));
  }, MINUTE_MS).unref();
  return () => clearInterval(timer);
}
