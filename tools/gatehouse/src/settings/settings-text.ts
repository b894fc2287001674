import { printable } from '@gatehouse/terminal';
import { limitsText } from '../holds/in-words.js';
import { describeChange, listed } from './describe-change.js';
import type { SettingsDocument } from './settings-document.js';

/** The settings for reading on a terminal. */
export function settingsText({ schoolId, settings, history }: SettingsDocument): string {
  const { addOns, calendarCategories, blocked, holdLimits } = settings;
  const lines = [
    `Settings of school ${schoolId}`,
    `  add-ons              ${addOns ? listed(addOns) : 'all (no purchase is recorded)'}`,
    `  blank court order    ${settings.blankCourtOrder}`,
    `  court-order scope    ${settings.courtOrderScope}`,
    `  calendar categories  ${calendarCategories ? listed(calendarCategories) : 'all (none were chosen)'}`,
    `  blocked              ${blocked.length > 0 ? blocked.join('\n                       ') : 'nobody'}`,
    `  hold limits          ${limitsText(holdLimits)}${limitsUntil(holdLimits)}`,
    '',
    history.length > 0 ? 'History' : 'History: nothing was decided yet.',
    ...history.flatMap((event) => [
      `  ${event.revision}  ${printable(event.recordedAt)}  ${printable(event.actor)}`,
      `     ${describeChange(event)}`,
      `     because: ${printable(event.reason)}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function limitsUntil({ isDefault, until }: SettingsDocument['settings']['holdLimits']): string {
  if (isDefault) return ' (the default)';
  return until === null ? '' : ` (until ${until}, then the default)`;
}
