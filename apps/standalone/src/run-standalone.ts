import { once } from 'node:events';
import { FileLock } from '@gatehouse/sqlite';
import type { ReadingLimits } from '@gatehouse/wonde';
import { WondeClient, WondeOptionsError } from '@gatehouse/wonde';
import type { SyncResult } from '@gatehouse/wonde-ingest';
import { followRequests } from '@gatehouse/wonde-ingest';
import type { ServiceHost } from '@gatehouse/service';
import { createLogger, errorClass, Stalls } from '@gatehouse/service';
import type { UnforeseenEnd } from '@gatehouse/terminal';
import { jsonLine, print, say } from '@gatehouse/terminal';
import type { RunningServices } from './compose/services.js';
import { startServices } from './compose/services.js';
import { startWritersThread } from './compose/writers-thread.js';
import { claimDataDirectory } from './data-directory/claim-stores.js';
import { openDataDirectory } from './data-directory/data-directory.js';
import { openEmbeddedEngines } from './data-directory/embedded-engines.js';
import type { Source } from './data-directory/installation.js';
import { SetupError } from './data-directory/setup-error.js';
import type { StartOptions } from './options/start-options.js';
import { startSandbox } from './sandbox/start-sandbox.js';
import { Undoing } from './undoing.js';
import { endInTime } from './stop-signal.js';
import { exitCodeOf } from './terminal/exit-code.js';
import { startProgress } from './terminal/progress.js';
import { resultDocument } from './terminal/result-document.js';
import { resultTable } from './terminal/result-table.js';
import { withDisagreements } from './terminal/stores-disagree.js';

const SCHOOLS_AT_ONCE = 2;
const RUN_DEADLINE_MS = 30 * 60_000;
const STOPPED = {
  code: 'STOPPED',
  message: 'Stopped before the synchronisation had ended. Start again to go on.',
};

/**
 * Starts everything, synchronises once, says what came of it, and, unless `once`, serves the CMS API and
 * synchronises the schools that are asked for until stopped.
 *
 * @returns the exit code.
 */
export async function runStandalone(options: StartOptions, stopping: Stopping): Promise<number> {
  const undoing = new Undoing();
  try {
    return await run(options, { ...stopping, undoing });
  } catch (error) {
    // What could not be begun, because an engine is away, is no failure any more once it is not wanted.
    if (!stopping.stop.aborted) throw error;
    say(`While it stopped: ${errorClass(error)}\n`);
    return stopped(options);
  } finally {
    stopping.unforeseen.stopBy((error) => say(`While it stopped: ${errorClass(error)}\n`));
    endInTime();
    await undoing.all().catch((error: unknown) => {
      // Who asked for the end gets it, whatever an engine that is away still fails with; what has not stopped is ended in time.
      if (!stopping.stop.aborted) throw error;
      say(`While it stopped: ${errorClass(error)}\n`);
    });
  }
}

export interface Stopping {
  /** Aborts when the process was asked to stop. */
  stop: AbortSignal;
  /** How it is stopped by an error that nobody handled: as when a service has died. */
  unforeseen: UnforeseenEnd;
}

async function run(
  options: StartOptions,
  { undoing, stop, unforeseen }: Stopping & { undoing: Undoing },
): Promise<number> {
  const source: Source = options.wonde
    ? { kind: 'wonde', host: options.wonde.url.hostname }
    : { kind: 'sandbox' };
  // Before anything is made: an address that is refused leaves nothing behind.
  const given = options.wonde && clientOf(options.wonde, options);
  if (given) undoing.add(() => given.close());
  const directory = await openDataDirectory(options.dataDir, source, new Date());
  const held = FileLock.acquire(directory.file('lock.db'));
  if (!held.ok) {
    const message = `Another process runs the services on ${directory.folder}. Stop it first, or choose another --data-dir.`;
    throw new SetupError('DATA_DIRECTORY_IN_USE', message);
  }
  undoing.add(async () => held.lock.release());
  if (!options.json) say(`Data directory: ${directory.folder}\n`);
  const client = given ?? (await sandboxClient(undoing, options.reading, stop));
  if (!client || stop.aborted) return stopped(options);
  const engines = openEmbeddedEngines(directory);
  undoing.add(() => engines.close());
  await claimDataDirectory(directory, engines);
  const progress = startProgress();
  undoing.add(async () => progress.stop());

  let die: (error: unknown) => void = () => undefined;
  const death = new Promise<never>((_, reject) => (die = reject));
  death.catch(() => undefined);
  unforeseen.stopBy(die);
  const logLevel = process.env['GATEHOUSE_LOG'] === 'info' ? 'info' : 'warn';
  const logger = createLogger(logLevel);
  const instance = `standalone:${directory.installation.id}`;
  const host: ServiceHost = {
    engines,
    logger,
    now: () => new Date(),
    instance,
    observer: progress,
    stop,
    stalls: new Stalls({ logger }),
    onFatal: (service, error) => {
      // What fails while it stops is no death.
      if (stop.aborted) return;
      logger.error({ service, error: errorClass(error) }, 'A service has died.');
      die(error);
    },
  };
  const services = await startServices(
    host,
    {
      client,
      apiKey: directory.apiKey,
      schoolsAtOnce: SCHOOLS_AT_ONCE,
      runDeadlineMs: RUN_DEADLINE_MS,
      limits: options.limits,
    },
    () => startWritersThread({ folder: directory.folder, instance, logLevel }, host),
  );
  undoing.add(() => services.stop());

  // A port that is not free is better known before the work than after it.
  const address = options.once ? undefined : await listen(services, options.port);
  if (stop.aborted) return stopped(options);
  const asked = once(stop, 'abort').then(() => undefined);
  const result = await Promise.race([synchronise(services), death, asked]);
  progress.stop();
  if (!result) return stopped(options);
  tell(options, result);
  if (address === undefined) return exitCodeOf(result);
  say(`CMS API:  ${address}/v1/schools (Bearer key in ${directory.file('cms-api.key')})\nStop:     Ctrl-C\n`);
  const requests = followRequests({
    eventStore: engines.eventStore,
    service: services.ingest,
    stalls: host.stalls,
    logger: host.logger,
    onResult: (requested) => say(resultTable(requested, options.dataDir)),
    onDeath: (error) => host.onFatal('wonde-ingest', error),
  });
  // What the requests wait for is ended by the services, so both are stopped at once.
  undoing.add(async () => void (await Promise.all([requests.stop(), services.stop()])));
  await Promise.race([asked, death]);
  return 0;
}

/** @throws SetupError when others could read the token on its way. */
function clientOf(
  { url, token }: { url: URL; token: string },
  { insecure = false, reading }: Pick<StartOptions, 'reading'> & { insecure?: boolean },
): WondeClient {
  try {
    return new WondeClient({ baseUrl: url.href, token, insecure, limits: reading });
  } catch (error) {
    if (error instanceof WondeOptionsError) throw new SetupError(error.code, error.message);
    throw error;
  }
}

async function sandboxClient(
  undoing: Undoing,
  reading: ReadingLimits,
  stop: AbortSignal,
): Promise<WondeClient | undefined> {
  const started = await startSandbox(stop);
  if (!started) return undefined;
  undoing.add(() => started.stop());
  say(`Wonde sandbox:  ${started.url.href} (invented schools)\n`);
  const client = clientOf(started, { reading });
  undoing.add(() => client.close());
  return client;
}

async function synchronise(services: RunningServices): Promise<SyncResult> {
  const result = await services.ingest.syncAll();
  await services.projector.caughtUp();
  return withDisagreements(result, services.trust.distrusted);
}

function stopped(options: StartOptions): number {
  const result: SyncResult = { schools: [], problem: STOPPED };
  if (options.json) tell(options, result);
  else say(`${STOPPED.message}\n`);
  return exitCodeOf(result);
}

function tell(options: StartOptions, result: SyncResult): void {
  print(options.json ? jsonLine(resultDocument(result)) : resultTable(result, options.dataDir));
}

async function listen(services: RunningServices, port: number): Promise<string> {
  return services.listen(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    throw new SetupError(
      'PORT_NOT_FREE',
      `Port ${port} cannot be used (${error.code}). Choose another with --port.`,
    );
  });
}
