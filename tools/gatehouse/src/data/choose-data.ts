import { DEFAULT_DATA_DIR } from '@gatehouse/standalone';
import { UsageError } from '../usage-error.js';
import { DataFiles } from './data-files.js';
import { DataOfEnvironment } from './data-of-environment.js';
import type { Data, UseData } from './data.port.js';
import type { Environment } from './environment.js';
import { namingVariables } from './environment.js';
import { OpenedEngines } from './opened-engines.js';

/**
 * Chooses whose data a command works on: those of `--data-dir`; without it the engines that the environment names;
 * where it names none, the usual data directory. Both at once are refused: a decision must not be recorded, or a ledger
 * looked up, in another place than the one that was meant.
 */
export function dataChosenBy(environment: Environment): UseData {
  return async (dataDir, work) => {
    const engines = new OpenedEngines();
    try {
      return await work(await chosen(dataDir, environment, engines));
    } finally {
      await engines.close();
    }
  };
}

async function chosen(
  dataDir: string | undefined,
  environment: Environment,
  engines: OpenedEngines,
): Promise<Data> {
  const naming = namingVariables(environment);
  if (naming.length === 0) return DataFiles.open(dataDir ?? DEFAULT_DATA_DIR, engines);
  if (dataDir === undefined) return new DataOfEnvironment(environment, engines);
  const isOne = naming.length === 1;
  throw new UsageError(
    `--data-dir is given, and ${naming.join(', ')} ${isOne ? 'is' : 'are'} set. Leave out --data-dir to use the engines ` +
      `that the environment names, or unset ${isOne ? 'the variable' : 'the variables'} to use the data directory.`,
  );
}
