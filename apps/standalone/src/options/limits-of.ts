import type { SuspensionLimits } from '@gatehouse/policy';
import { ConfigurationError, readSettings, SUSPENSION_SETTINGS } from '@gatehouse/runtime/engines';
import { SetupError } from '../data-directory/setup-error.js';

/**
 * After how long a school, or a kind, is not served any more: by the variables that the services take.
 *
 * @throws SetupError when a variable holds no such number of days.
 */
export function limitsOf(env: NodeJS.ProcessEnv): SuspensionLimits {
  try {
    return readSettings(SUSPENSION_SETTINGS, env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new SetupError('LIMITS_UNREADABLE', error.message);
  }
}
