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
