import { DatabaseTooNew } from '@gatehouse/sqlite';
import { SetupError } from './data-directory/setup-error.js';
import type { StartOptions } from './options/start-options.js';
import { parseStartOptions, UsageEnd } from './options/start-options.js';
import { runStandalone } from './run-standalone.js';
import type { RunProblem } from '@gatehouse/wonde-ingest';
import { resultDocument } from './terminal/result-document.js';

/** `npm start`: everything in one process on embedded engines. Gives the exit code. */
export async function main(argv: string[]): Promise<number> {
  // Whatever is written from here on is for its owner only.
  process.umask(0o077);
  let options: StartOptions | undefined;
  try {
    options = await parseStartOptions(argv, process.env);
    return await runStandalone(options);
  } catch (error) {
    if (error instanceof UsageEnd) {
      if (error.exitCode !== 0) printProblem(argv, { code: 'USAGE', message: 'Wrong usage. See --help.' });
      return error.exitCode;
    }
    const isSetup = error instanceof SetupError || error instanceof DatabaseTooNew;
    const code = isSetup ? error.code : 'UNEXPECTED';
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${isSetup ? '' : 'Unexpected: '}${message}\n`);
    printProblem(argv, { code, message });
    return isSetup ? 3 : 1;
  }
}

/** Who asked for a document gets one, whatever happened. */
function printProblem(argv: readonly string[], problem: RunProblem): void {
  if (!argv.includes('--json')) return;
  process.stdout.write(`${JSON.stringify(resultDocument({ schools: [], problem }))}\n`);
}
