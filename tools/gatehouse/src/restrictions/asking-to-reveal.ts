import type { Command } from 'commander';
import { plainText } from '../settings/plain-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';

/** What commander makes of the options by which somebody asks for names. */
export interface RevealFlags {
  reveal?: true;
  actor?: string;
  reason?: string;
}

/** Who wants to see names, and why: checked. */
export interface Asking {
  actor: string;
  reason: string;
  now: Date;
}

export const withRevealOptions = (command: Command, says: string): Command =>
  command
    .option('--reveal', says)
    .option('--actor <name>', 'with --reveal: who looks')
    .option('--reason <text>', 'with --reveal: why; it is never erased: no names of pupils or parents');

/** @throws UsageError when somebody wants to see a name and does not say who and why. */
export function askingOf({ reveal, actor, reason }: RevealFlags, terminal: Terminal): Asking | undefined {
  if (!reveal) return undefined;
  if (actor === undefined || reason === undefined)
    throw new UsageError('--reveal shows personal data: say who looks (--actor) and why (--reason).');
  return {
    actor: plainText('--actor', actor),
    reason: plainText('--reason', reason),
    now: terminal.now(),
  };
}
