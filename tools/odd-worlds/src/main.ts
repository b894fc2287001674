import { print, say as sayText } from '@gatehouse/terminal';
import { CommanderError } from 'commander';
import { failureOf } from './failure-of.js';
import type { OddWorldsOptions } from './options.js';
import { parseOddWorldsOptions } from './options.js';

const say = (line: string) => sayText(`${line}\n`);
const SAY_EVERY = 50;

/** `npm run odd-worlds`: reads worlds, says how far it is on standard error, and prints what failed. Gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    return await readAll(parseOddWorldsOptions(argv));
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

async function readAll({ count, seed, keepGoing }: OddWorldsOptions): Promise<number> {
  const began = performance.now();
  let failed = 0;
  for (let n = 0; n < count; n += 1) {
    const failure = await failureOf(seed + n);
    if (failure !== undefined) {
      failed += 1;
      print(`Seed ${seed + n}: ${failure}\n`);
      if (!keepGoing) return 1;
    }
    const seconds = (performance.now() - began) / 1000;
    if ((n + 1) % SAY_EVERY === 0)
      say(`${n + 1} of ${count} worlds, ${failed} failed, ${seconds.toFixed(0)} s`);
  }
  say(`${count} odd worlds from seed ${seed}: ${failed} failed.`);
  return failed > 0 ? 1 : 0;
}
