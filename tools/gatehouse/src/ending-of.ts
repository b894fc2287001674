import { DatabaseTooNew } from '@gatehouse/sqlite';
import { ConfigurationError } from '@gatehouse/runtime/engines';
import { SetupError } from '@gatehouse/standalone';
import { UsageError } from './usage-error.js';

const CONFIGURATION = [SetupError, ConfigurationError, DatabaseTooNew];

/**
 * How a command ends that failed: its exit code and what to say. Only messages of errors with a code are shown: others
 * (a JSON parser's, for example) may quote what they stumbled over, and that may be personal.
 */
export function endingOf(error: unknown): { exitCode: number; message: string } {
  if (error instanceof UsageError) return { exitCode: 2, message: `error: ${error.message}` };
  if (CONFIGURATION.some((type) => error instanceof type)) {
    return { exitCode: 3, message: (error as Error).message };
  }
  if (error instanceof Error && typeof (error as { code?: unknown }).code === 'string') {
    return { exitCode: 1, message: error.message };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return {
    exitCode: 1,
    message: `Unexpected: ${name}. This is a defect: please report the command and this line.`,
  };
}
