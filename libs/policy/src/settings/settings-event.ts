import type { EventDefinition, EventOf } from '@gatehouse/schemas';

/** @throws SettingsEventUnreadable when the event's data do not fit its schema. */
export function dataOfSettingsEvent<D extends EventDefinition>(
  definition: D,
  data: unknown,
): EventOf<D>['data'] {
  const parsed = definition.data.safeParse(data);
  if (!parsed.success) throw new SettingsEventUnreadable(definition.type);
  return parsed.data;
}

/** A restriction that cannot be read must stop the run: leaving it out could let somebody in. */
export class SettingsEventUnreadable extends Error {
  readonly code = 'SETTINGS_EVENT_UNREADABLE';
  constructor(type: string) {
    super(
      `A ${type} event in the school's settings is of no form that this version of Gatehouse knows. ` +
        'Check that it is not older than the one that recorded it.',
    );
    this.name = 'SettingsEventUnreadable';
  }
}
