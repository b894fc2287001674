import type { SuspensionLimits } from '@gatehouse/policy';
import {
  COMMON_SETTINGS,
  ConfigurationError,
  readSettings,
  SUSPENSION_SETTINGS,
} from '@gatehouse/process/engines';
import type { ReadingLimits } from '@gatehouse/wonde';
import { LIMIT_SETTINGS } from '@gatehouse/wonde-ingest';
import { SetupError } from '../data-directory/setup-error.js';

/**
 * What the environment says by the variables that the services take: after how long a school, or a kind, is not served any
 * more, how much of a delivery is taken, and whether this is for development.
 *
 * @throws SetupError when a variable cannot be read.
 */
export function settingsOf(env: NodeJS.ProcessEnv): {
  limits: SuspensionLimits;
  reading: ReadingLimits;
  insecure: boolean;
} {
  const limits = orSetupError('LIMITS_UNREADABLE', () => readSettings(SUSPENSION_SETTINGS, env));
  const { insecure } = orSetupError('INSECURE_UNREADABLE', () =>
    readSettings({ insecure: COMMON_SETTINGS.insecure }, env),
  );
  const reading = orSetupError('LIMITS_UNREADABLE', () => readSettings(LIMIT_SETTINGS, env));
  return { limits, reading, insecure };
}

function orSetupError<T>(code: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new SetupError(code, error.message);
  }
}
