import type { SuspensionLimits } from '@gatehouse/policy';
import { readSettings, SUSPENSION_SETTINGS } from '@gatehouse/process/engines';
import type { Environment } from './environment.js';

/**
 * After how long a school, or a kind, is not shown any more: by the variables of the services, whichever data are looked at.
 *
 * @throws ConfigurationError when a variable holds no such number of days.
 */
export const limitsOf = (environment: Environment): SuspensionLimits =>
  readSettings(SUSPENSION_SETTINGS, environment);
