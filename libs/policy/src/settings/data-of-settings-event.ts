import type { EventDefinition, EventOf } from '@gatehouse/schemas';
import { SettingsEventUnreadable } from './settings-event-unreadable.js';

/** @throws SettingsEventUnreadable when the event's data do not fit its schema. */
export function dataOfSettingsEvent<D extends EventDefinition>(
  definition: D,
  data: unknown,
): EventOf<D>['data'] {
  const parsed = definition.data.safeParse(data);
  if (!parsed.success) throw new SettingsEventUnreadable(definition.type);
  return parsed.data;
}
