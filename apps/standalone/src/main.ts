import { SetupError } from './data-directory/setup-error.js';
import type { StartOptions } from './options/start-options.js';
import { parseStartOptions, UsageEnd } from './options/start-options.js';
import { runStandalone } from './run-standalone.js';
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
    if (error instanceof UsageEnd) return error.exitCode;
    const isSetup = error instanceof SetupError;
    const code = isSetup ? error.code : 'UNEXPECTED';
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${isSetup ? '' : 'Unexpected: '}${message}\n`);
    if (argv.includes('--json')) {
      const document = resultDocument({ schools: [], problem: { code, message } });
      process.stdout.write(`${JSON.stringify(document)}\n`);
    }
    return isSetup ? 3 : 1;
  }
}
