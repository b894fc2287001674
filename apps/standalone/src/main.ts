import { dieOf, endOnUnforeseen, errorClass, jsonLine, print, say } from '@gatehouse/terminal';
import { wordsOf } from '@gatehouse/process/engines';
import { DatabaseForeign, DatabaseTooNew, DataFileNotUsable, SqliteFailure } from '@gatehouse/sqlite';
import type { RunProblem } from '@gatehouse/wonde-ingest';
import { SetupError } from './data-directory/setup-error.js';
import { parseStartOptions, UsageEnd } from './options/start-options.js';
import { runStandalone } from './run-standalone.js';
import { stopSignal } from './stop-signal.js';
import { resultDocument } from './terminal/result-document.js';

/** `npm start`: everything in one process on embedded engines. Gives the exit code. */
export async function main(argv: string[]): Promise<number> {
  // Whatever is written from here on is for its owner only.
  process.umask(0o077);
  const unforeseen = endOnUnforeseen({ atOnce: () => dieOf('SIGKILL') });
  const stop = stopSignal();
  try {
    return await runStandalone(await parseStartOptions(argv, process.env), { stop, unforeseen });
  } catch (error) {
    if (error instanceof UsageEnd) {
      if (error.exitCode !== 0) printProblem(argv, { code: 'USAGE', message: 'Wrong usage. See --help.' });
      return error.exitCode;
    }
    if (isOfConfiguration(error)) {
      say(`${error.message}\n`);
      printProblem(argv, { code: error.code, message: error.message });
      return 3;
    }
    const words = wordsOf(error, [SqliteFailure]) ?? errorClass(error);
    say(`Unexpected: ${words}\n`);
    printProblem(argv, { code: 'UNEXPECTED', message: words });
    return 1;
  }
}

/** Of which the data directory, or how it was started, is the cause. */
function isOfConfiguration(
  error: unknown,
): error is SetupError | DatabaseTooNew | DatabaseForeign | DataFileNotUsable {
  const types = [SetupError, DatabaseTooNew, DatabaseForeign, DataFileNotUsable];
  return types.some((type) => error instanceof type);
}

/** Who asked for a document gets one, whatever happened. */
function printProblem(argv: readonly string[], problem: RunProblem): void {
  if (argv.includes('--json')) print(jsonLine(resultDocument({ schools: [], problem })));
}
