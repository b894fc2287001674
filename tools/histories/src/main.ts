import { print, say as sayText } from '@gatehouse/terminal';
import { CommanderError } from 'commander';
import { failureOf, smallestFailing } from './failure-of.js';
import { generateHistory } from './history/generate-history.js';
import { told } from './history/told.js';
import type { HistoriesOptions } from './options.js';
import { parseHistoriesOptions } from './options.js';

const say = (line: string) => sayText(`${line}\n`);
const SAY_EVERY = 25;

/** `npm run histories`: plays histories, says how far it is on standard error, and prints what failed. Gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    return await playAll(parseHistoriesOptions(argv));
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

async function playAll({ count, seed, mix, keepGoing, shrink }: HistoriesOptions): Promise<number> {
  const began = performance.now();
  let failed = 0;
  for (let n = 0; n < count; n += 1) {
    const history = generateHistory(seed + n, mix);
    const failure = await failureOf(history);
    if (failure) {
      failed += 1;
      say(`Seed ${seed + n} fails: ${failure.message}`);
      if (shrink) say('Looking for the fewest steps that fail so…');
      const smallest = shrink ? await smallestFailing(history, failure) : history;
      const message = shrink ? ((await failureOf(smallest)) ?? failure).message : failure.message;
      print(`${told(smallest)}\n${message}\n`);
      if (!keepGoing) return 1;
    }
    const seconds = (performance.now() - began) / 1000;
    if ((n + 1) % SAY_EVERY === 0)
      say(`${n + 1} of ${count} histories, ${failed} failed, ${seconds.toFixed(0)} s`);
  }
  say(`${count} histories of mix ${mix} from seed ${seed}: ${failed} failed.`);
  return failed > 0 ? 1 : 0;
}
