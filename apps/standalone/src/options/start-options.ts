import { readFile } from 'node:fs/promises';
import { TO_TERMINAL } from '@gatehouse/terminal';
import type { SuspensionLimits } from '@gatehouse/policy';
import type { ReadingLimits } from '@gatehouse/wonde';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { DEFAULT_DATA_DIR } from '../data-directory/data-directory.js';
import { SetupError } from '../data-directory/setup-error.js';
import { settingsOf } from './settings-of.js';

export const DEFAULT_PORT = 4080;

export interface StartOptions {
  once: boolean;
  json: boolean;
  dataDir: string;
  port: number;
  /** Undefined: the sandbox is started. */
  wonde: { url: URL; token: string } | undefined;
  /** `GATEHOUSE_INSECURE=true`: for development, the token may go where others could read it. */
  insecure: boolean;
  /** After how long a school, or a kind, is not served any more. */
  limits: SuspensionLimits;
  /** How much of a delivery is taken at most. */
  reading: ReadingLimits;
}

interface Flags {
  once?: boolean;
  json?: boolean;
  dataDir: string;
  port: number;
  wondeUrl?: URL;
  wondeToken?: string;
  wondeTokenFile?: string;
}

const HELP = `
Without --wonde-url a sandbox with invented schools is started beside it.
The token is best given in the environment, as WONDE_TOKEN.

Examples:
  $ npm start                                  the sandbox's schools, then the CMS API until Ctrl-C
  $ npm start -- --once --json                 one synchronisation, its result as JSON
  $ WONDE_TOKEN=… npm start -- --wonde-url https://api.wonde.com/v1.0/ --data-dir /srv/gatehouse

Exit codes:
  0  all schools completed             4  the source refused
  1  anything unexpected               5  the source could not be reached
  2  wrong usage                       6  some kind could not be read (partial)
  3  wrong configuration               7  something is held
  130  stopped before the synchronisation had ended`;

function command(): Command {
  return new Command('npm start --')
    .description('Synchronises every school that approved the app, and serves what came in to the CMS.')
    .option('--once', 'synchronise once, wait until everything is projected, and exit')
    .option('--json', 'print exactly one JSON document on standard output')
    .option('--wonde-url <url>', "Wonde's address, including /v1.0/", wondeUrl)
    .option('--wonde-token <token>', 'the token (visible to other users of the machine: prefer WONDE_TOKEN)')
    .option('--wonde-token-file <file>', 'a file that holds the token')
    .option('--data-dir <dir>', 'where the data live', DEFAULT_DATA_DIR)
    .option('--port <n>', 'port of the CMS API, 0 for a free one', port, DEFAULT_PORT)
    .allowExcessArguments(false)
    .configureOutput(TO_TERMINAL)
    .addHelpText('after', HELP)
    .exitOverride();
}

/** Usage was wrong, or only help was wanted: the process ends with this code. */
export class UsageEnd extends Error {
  constructor(readonly exitCode: number) {
    super('usage');
  }
}

/**
 * Reads the command line and the environment.
 *
 * @throws UsageEnd after the message was printed; SetupError when the token is missing or cannot be read, or a limit is
 * none.
 */
export async function parseStartOptions(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<StartOptions> {
  const program = command();
  let flags: Flags;
  try {
    flags = program.parse(argv, { from: 'user' }).opts<Flags>();
    refuseContradictions(program, flags);
  } catch (error) {
    if (error instanceof CommanderError) throw new UsageEnd(error.exitCode === 0 ? 0 : 2);
    throw error;
  }
  const { once = false, json = false, dataDir } = flags;
  const wonde = flags.wondeUrl ? { url: flags.wondeUrl, token: await tokenOf(flags, env) } : undefined;
  return { once, json, dataDir, port: flags.port, wonde, ...settingsOf(env) };
}

function refuseContradictions(program: Command, flags: Flags): void {
  const hasToken = flags.wondeToken !== undefined || flags.wondeTokenFile !== undefined;
  if (flags.wondeToken !== undefined && flags.wondeTokenFile !== undefined) {
    program.error('error: give --wonde-token or --wonde-token-file, not both');
  }
  if (hasToken && !flags.wondeUrl) {
    program.error('error: a token goes with --wonde-url; without it the sandbox is started');
  }
}

async function tokenOf(flags: Flags, env: NodeJS.ProcessEnv): Promise<string> {
  const { wondeTokenFile: file } = flags;
  const text =
    flags.wondeToken ??
    (file === undefined
      ? env['WONDE_TOKEN']
      : await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
          throw new SetupError(
            'TOKEN_FILE_UNREADABLE',
            `The token file ${file} cannot be read (${error.code}).`,
          );
        }));
  const token = text?.trim() ?? '';
  if (token === '') {
    throw new SetupError('TOKEN_MISSING', 'No Wonde token. Set WONDE_TOKEN, or give --wonde-token-file.');
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new SetupError(
      'TOKEN_UNREADABLE',
      'The Wonde token holds characters that no token has. Check where it comes from.',
    );
  }
  return token;
}

function wondeUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  ) {
    throw new InvalidArgumentError(
      'Give an address such as https://api.wonde.com/v1.0/ without user, query or fragment.',
    );
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535)
    throw new InvalidArgumentError('Give a number from 0 to 65535.');
  return value;
}
