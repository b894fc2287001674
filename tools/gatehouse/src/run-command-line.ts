import { CommanderError } from 'commander';
import { commandLine } from './command-line.js';
import type { Environment } from './data/environment.js';
import { endingOf } from './ending-of.js';
import { OutputClosed } from './terminal/terminal.port.js';
import type { Terminal } from './terminal/terminal.port.js';

/** Runs one command. Gives its exit code; what went wrong stands on the terminal. */
export async function runCommandLine(
  argv: readonly string[],
  terminal: Terminal,
  environment: Environment,
): Promise<number> {
  try {
    await commandLine(terminal, environment).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    // commander has said already what is wrong, or has shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    // Whoever reads the output, `head` for example, has had enough.
    if (error instanceof OutputClosed) return 0;
    const { exitCode, message } = endingOf(error);
    terminal.note(message);
    return exitCode;
  }
}
