import type { EventDefinition, EventOf, SETTINGS_EVENTS } from '@gatehouse/schemas';
import type { JsonObject } from '@gatehouse/event-store';

/** A decision that is about to become an event of the school's `settings-` stream. */
export interface SettingsChange {
  type: string;
  schemaVersion: number;
  data: JsonObject;
}

type SettingsEvent = (typeof SETTINGS_EVENTS)[number];

/** Makes a change that fits its schema; keys that are undefined are left out. */
export function changeOf<D extends SettingsEvent & EventDefinition>(
  definition: D,
  data: EventOf<D>['data'],
): SettingsChange {
  const parsed = definition.data.parse(data) as JsonObject;
  const given = Object.entries(parsed).filter(([, value]) => value !== undefined);
  return { type: definition.type, schemaVersion: definition.version, data: Object.fromEntries(given) };
}
