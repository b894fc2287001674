import { COMMON_SETTINGS, READ_MODELS_SETTINGS } from '@gatehouse/process/engines';

export type Environment = { readonly [variable: string]: string | undefined };

const { eventStore, messageBus, keyStore, masterKey } = COMMON_SETTINGS;
const NAMING = [eventStore, messageBus, keyStore, READ_MODELS_SETTINGS.readModels, masterKey];

/** The variables that name an installation, and are set. An empty one counts as not set. */
export function namingVariables(environment: Environment): string[] {
  return NAMING.flatMap(({ variable }) => [variable, `${variable}_FILE`]).filter((name) => environment[name]);
}
