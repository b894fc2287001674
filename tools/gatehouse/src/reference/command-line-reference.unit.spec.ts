import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { commandLineReference } from './command-line-reference.js';

const page = new URL('../../../../docs/reference/command-line.md', import.meta.url);

describe('docs/reference/command-line.md', () => {
  it('is what the commands say of themselves (else: npm run reference -w tools/gatehouse)', () => {
    expect(readFileSync(page, 'utf8')).toBe(commandLineReference());
  });

  it('shows examples and exit codes for every command', () => {
    const sections = commandLineReference().split('\n## ').slice(1);
    const commands = sections.filter((section) => !section.includes('\nCommands:'));
    expect(commands.map((section) => section.split('\n')[0])).toEqual([
      'gatehouse schools',
      'gatehouse read-model export',
      'gatehouse ledger print',
      'gatehouse settings set',
      'gatehouse settings show',
      'gatehouse settings hold-limits',
      'gatehouse hold list',
      'gatehouse hold show',
      'gatehouse hold approve',
      'gatehouse hold discard',
      'gatehouse restriction list',
      'gatehouse restriction show',
      'gatehouse restriction lift',
      'gatehouse restriction move',
      'gatehouse alike list',
      'gatehouse alike separate',
      'gatehouse alike join',
      'gatehouse dead-letters list',
      'gatehouse dead-letters show',
      'gatehouse dead-letters redrive',
      'gatehouse sync request',
      'gatehouse record-key',
      'gatehouse recover',
    ]);
    for (const section of commands) expect(section).toContain('\nExamples:\n');
    for (const section of sections) expect(section).toContain('\nExit codes:\n');
  });
});
