import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BenchError } from '../processes/bench-error.js';
import type { Contender, Given, Turn } from './contender.js';

export type Side = 'adapter' | 'bare';

const PROGRAM = fileURLToPath(new URL('../../bin/contender.mjs', import.meta.url));

/**
 * Opens one side of a benchmark in a process of its own, which ends with this one however that ends.
 *
 * @param benchmark its name.
 * @throws BenchError when the process ends before it is ready; `turn` does when it ends in a turn.
 */
export async function openContenderProcess(
  benchmark: string,
  side: Side,
  given: Given,
  nodeOptions: readonly string[] = [],
): Promise<Contender> {
  const child = fork(PROGRAM, [benchmark, side, JSON.stringify(given)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [...nodeOptions],
  });
  const exit = once(child, 'exit');
  const died = exit.then(([code, signal]) => {
    throw new BenchError(
      'PROCESS_FAILED',
      `${benchmark}, ${side}: its process ended with ${code ?? signal}.`,
    );
  });
  died.catch(() => undefined);
  const answer = async () => (await Promise.race([once(child, 'message'), died])) as [unknown];
  await answer();
  return {
    turn: async () => {
      const answered = answer();
      child.send('turn');
      return (await answered)[0] as Turn;
    },
    close: async () => {
      if (child.connected) child.disconnect();
      await exit;
    },
  };
}
