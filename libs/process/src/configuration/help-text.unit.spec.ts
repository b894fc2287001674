import { describe, expect, it } from '@jest/globals';
import { COMMON_SETTINGS } from './common-settings.js';
import { helpText } from './help-text.js';
import { SUSPENSION_SETTINGS } from './suspension-settings.js';

describe('the help of a service', () => {
  it('has room between every variable, however long its name, and what it means', () => {
    const settings = { ...COMMON_SETTINGS, ...SUSPENSION_SETTINGS };
    const lines = helpText('a-service', 'serves.', settings).split('\n');
    for (const { variable, help } of Object.values(settings)) {
      const line = lines.find((each) => each.includes(help));
      expect(line).toMatch(new RegExp(`^  ${variable}( \\*)?  +\\S`));
    }
  });
});
