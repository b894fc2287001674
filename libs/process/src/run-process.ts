import type { ServiceHost } from '@gatehouse/service';
import { createLogger, errorClass } from '@gatehouse/service';
import type { UnforeseenEnd } from '@gatehouse/terminal';
import { endOnUnforeseen, print, say } from '@gatehouse/terminal';
import type { CommonValues } from './configuration/common-settings.js';
import {
  COMMON_SETTINGS,
  DEAD_LETTERS_SETTINGS,
  healthSetting,
  READ_MODELS_SETTINGS,
} from './configuration/common-settings.js';
import { ConfigurationError } from './configuration/configuration-error.js';
import { helpText } from './configuration/help-text.js';
import { readSettings } from './configuration/setting.js';
import type { Settings, ValuesOf } from './configuration/setting.js';
import type { EngineName } from './engines/engine-pings.js';
import { Health } from './health.js';
import { listening } from './listening.js';
import { ProcessEnd } from './process-end.js';
import { runOnEngines } from './run-on-engines.js';
import { wordsOf } from './words-of.js';

/** A service that has a process to itself. */
export interface ServiceProcess<S extends Settings> {
  name: string;
  /** One sentence for `--help`. */
  says: string;
  /** Its usual port for health, different from the other services', so that all can run on one machine. */
  healthPort: number;
  usesReadModels?: boolean;
  /** Whether it appends to the event store, and not only reads. */
  appendsEvents?: boolean;
  /** The engines that alone decide whether it is ready; all that it uses, and what it consumes and follows, when left out. */
  readyOn?: readonly EngineName[];
  /** It checks the event store itself, when it needs it. */
  startsUnchecked?: true;
  /** The topics of dead letters that it fills. */
  deadLetters?: readonly string[];
  /** What only this service is configured with. */
  settings: S;
  /**
   * Resolves when the service works.
   *
   * @param check what `openEngines` gives; done before already, unless the service starts unchecked.
   */
  start(
    host: ServiceHost,
    values: CommonValues & ValuesOf<S>,
    check: () => Promise<void>,
  ): Promise<{ stop(): Promise<void> }>;
}

/**
 * Runs a service until SIGTERM, SIGINT or a fatal error: reads the configuration, opens the engines, answers for its
 * health, and stops everything within `STOP_WITHIN_MS`.
 *
 * @returns the exit code: 0 stopped as asked, 1 fatal error, 2 wrong usage, 3 wrong configuration.
 */
export async function runProcess<S extends Settings>(
  service: ServiceProcess<S>,
  argv: readonly string[],
): Promise<number> {
  // Whatever is written from here on is for its owner only.
  process.umask(0o077);
  const unforeseen = endOnUnforeseen();
  const settings = {
    ...COMMON_SETTINGS,
    ...(service.usesReadModels ? READ_MODELS_SETTINGS : {}),
    ...(service.deadLetters ? DEAD_LETTERS_SETTINGS : {}),
    ...healthSetting(service.healthPort),
    ...service.settings,
  };
  if (argv.length > 0) {
    const isHelp = argv.every((argument) => argument === '--help');
    if (isHelp) print(helpText(service.name, service.says, settings));
    else say(`${service.name} takes no arguments but --help, which tells its variables.\n`);
    return isHelp ? 0 : 2;
  }
  try {
    const values = readSettings(settings, process.env) as CommonValues & ValuesOf<S>;
    return await run(service, values, unforeseen);
  } catch (error) {
    say(`${wordsOf(error) ?? `Ended by an error: ${errorClass(error)}`}\n`);
    return error instanceof ConfigurationError ? 3 : 1;
  }
}

async function run<S extends Settings>(
  service: ServiceProcess<S>,
  values: CommonValues & ValuesOf<S>,
  unforeseen: UnforeseenEnd,
): Promise<number> {
  const logger = createLogger(values.logLevel, service.name);
  const end = new ProcessEnd();
  const health = await listening('GATEHOUSE_HEALTH_PORT', () =>
    Health.listen(values.host, values.healthPort),
  );
  void end.asked.then(() => health.turnRed({ reason: 'stopping' }));
  unforeseen.stopBy((error) => {
    const told = errorClass(error);
    logger.error({ error: told }, 'An error that nobody handled.');
    health.turnRed({ reason: 'failed', service: service.name, error: told });
    end.ask(1);
  });
  try {
    const code = await runOnEngines(service, values, { logger, end, health });
    end.reached(code);
    return code;
  } catch (error) {
    // Whatever is still open now must not keep the process for longer than a stop would.
    end.ask(1);
    throw error;
  } finally {
    await health.close();
  }
}
