import { endOnUnforeseen, errorClass, jsonLine, print, say, TO_TERMINAL } from '@gatehouse/terminal';
import type { UnforeseenEnd } from '@gatehouse/terminal';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { FORMS_AS_RECORDED } from './generate/forms.js';
import { createSandbox } from './sandbox.js';
import { DEFAULT_SEED, MAX_PUPILS } from './world/generated-world.js';
import { AS_RECORDED } from './world/manner.js';
import type { TokenFile } from './token-file.js';
import { readTokenFile } from './token-file.js';
import { untilStopped } from './until-stopped.js';

interface Flags {
  seed: number;
  schools: number;
  pupils?: number;
  port: number;
  host: string;
  token?: string;
  tokenFile?: TokenFile;
  asRecorded?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  $ wonde-sandbox                              three schools, about 1,500 pupils, on a free port
  $ wonde-sandbox --port 4100 --seed 7         another world, at a fixed address
  $ wonde-sandbox --schools 100 --pupils 200   for a benchmark
  $ wonde-sandbox --as-recorded                B ids, null for what is not approved, dates in two forms
  $ wonde-sandbox --json                       the address as one line of JSON

It holds invented people only. Stop it with Ctrl-C.`;

/**
 * Runs the sandbox until SIGINT or SIGTERM, or, when forked, until the parent goes away; a forked one sends
 * `{ url, controlUrl, token }` to its parent once it listens.
 * @returns the exit code: 0 stopped, 1 could not start or an error that nobody handled, 2 wrong usage.
 */
export async function main(argv: string[]): Promise<number> {
  const unforeseen = endOnUnforeseen();
  const command = new Command('wonde-sandbox')
    .description('A look-alike of the Wonde API with generated schools, for development and tests.')
    .option('--seed <n>', 'the same seed gives the same world', whole(0, 2 ** 31), DEFAULT_SEED)
    .option('--schools <n>', 'how many schools', whole(0, 10_000), 3)
    .option('--pupils <n>', `pupils per school, up to ${MAX_PUPILS}`, whole(1, MAX_PUPILS))
    .option('--port <n>', '0 takes a free one', whole(0, 65_535), 0)
    .option('--host <address>', 'where to listen', '127.0.0.1')
    .option('--token <token>', 'the token to expect (default: derived from the seed)')
    .addOption(
      new Option('--token-file <path>', 'a file that holds the token to expect')
        .conflicts('token')
        .argParser(readTokenFile),
    )
    .option('--as-recorded', 'schools as recorded answers show them, not as the documentation has them')
    .option('--json', 'print the address as one line of JSON')
    .addHelpText('after', EXAMPLES)
    .configureOutput(TO_TERMINAL)
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return run(command.opts<Flags>(), unforeseen);
}

async function run(
  { json, tokenFile, asRecorded, ...options }: Flags,
  unforeseen: UnforeseenEnd,
): Promise<number> {
  const stopped = untilStopped();
  const started = await createSandbox({
    ...options,
    ...(tokenFile && { token: tokenFile.token }),
    ...(asRecorded && { manners: [AS_RECORDED], forms: [FORMS_AS_RECORDED] }),
  }).catch((error: unknown) => error as Error);
  if (started instanceof Error) {
    say(`SANDBOX_NOT_STARTED: ${errorClass(started)}. Choose another --port, or 0 for a free one.\n`);
    return 1;
  }
  const { url, controlUrl, token } = started;
  unforeseen.stopBy((error) => {
    say(`Ended by an error that nobody handled: ${errorClass(error)}\n`);
    void started.close().finally(() => process.exit(1));
  });
  if (process.connected) process.send?.({ url, controlUrl, token });
  // A token that is kept in a file is not for the log.
  const shown = tokenFile ? `in ${tokenFile.path}` : token;
  print(
    json
      ? jsonLine({ url, controlUrl, ...(tokenFile ? { tokenFile: tokenFile.path } : { token }) })
      : `Wonde sandbox: ${url}\nToken:         ${shown}\nControl:       ${controlUrl}\nStop:          Ctrl-C\n`,
  );
  await stopped;
  await started.close();
  return 0;
}

const whole = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  }
  return value;
};
