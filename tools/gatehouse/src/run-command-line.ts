import { errorClass } from '@gatehouse/terminal';
import { CommanderError } from 'commander';
import { commandLine } from './command-line.js';
import type { Environment } from './data/environment.js';
import { endingOf } from './ending-of.js';
import { OutputClosed } from './terminal/terminal.port.js';
import type { Terminal } from './terminal/terminal.port.js';

/**
 * Runs one command. Gives its exit code; what went wrong stands on the terminal, with `--json` also as the document
 * `{"error": {"code", "message"}}`.
 */
export async function runCommandLine(
  argv: readonly string[],
  terminal: Terminal,
  environment: Environment,
): Promise<number> {
  const inJson = async (code: string, message: string): Promise<void> => {
    if (!argv.includes('--json')) return;
    await terminal.out(`${JSON.stringify({ error: { code, message } })}\n`).catch(() => undefined);
  };
  try {
    await commandLine(terminal, environment).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      // commander has said already what is wrong, or has shown the help that was asked for.
      if (error.exitCode === 0) return 0;
      await inJson('USAGE', withoutPrefix(error.message));
      return 2;
    }
    // Whoever reads the output, `head` for example, has had enough.
    if (error instanceof OutputClosed) return 0;
    const { exitCode, message } = endingOf(error);
    terminal.note(message);
    await inJson(codeOf(error), withoutPrefix(message));
    return exitCode;
  }
}

const withoutPrefix = (message: string): string => message.replace(/^error: /, '');

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code) ? code : errorClass(error);
}
