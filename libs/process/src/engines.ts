// For whoever opens single engines by configuration without being a service's process: loads no framework.
export { COMMON_SETTINGS, READ_MODELS_SETTINGS } from './configuration/common-settings.js';
export { SUSPENSION_SETTINGS } from './configuration/suspension-settings.js';
export { ConfigurationError } from './configuration/configuration-error.js';
export { readSettings } from './configuration/setting.js';
export type { Settings, ValuesOf } from './configuration/setting.js';
export type { InstallationStores, Misfit } from './engines/installation.js';
export { claimStores, compareMasterKey, haveOneMark, misfitOf } from './engines/installation.js';
export type { StoreNames } from './engines/words-of-misfit.js';
export { VARIABLES, wordsOfMisfit } from './engines/words-of-misfit.js';
export {
  openEventStore,
  openKeyStore,
  openMessageBus,
  openReadModels,
  orConfigurationError,
} from './engines/open-engines.js';
export { wordsOf } from './words-of.js';
