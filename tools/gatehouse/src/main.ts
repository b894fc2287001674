import { endOnUnforeseen } from '@gatehouse/terminal';
import { runCommandLine } from './run-command-line.js';
import { processTerminal } from './terminal/process-terminal.js';

/** `gatehouse …`: looks into an installation's data and records what a school decides. Gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // Whatever is written from here on is for its owner only.
  process.umask(0o077);
  // There is nothing to stop in order: what a command records is one append, whole or not at all.
  endOnUnforeseen();
  return runCommandLine(argv, processTerminal(), process.env);
}
