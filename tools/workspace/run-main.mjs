// What every executable does: load a compiled main module, and run it.
import { setImmediate as nextTurn } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM'];

/**
 * Runs the module's `main` with the arguments of this process, and ends it with the code that it gives.
 *
 * Loading takes a while. A signal that comes meanwhile must neither end a service as if it had failed nor be lost, as it
 * would be for the first process of a container: it comes once more when the module can listen to it.
 *
 * @param {() => Promise<{ main(argv: string[]): Promise<number> }>} load
 * @param {string[]} argv
 */
export async function runMain(load, argv) {
  let isRunning = false;
  let missed;
  const note = (signal) => {
    const isHeard = isRunning && process.listenerCount(signal) > 1;
    if (!isHeard) missed ??= signal;
  };
  for (const signal of SIGNALS) process.on(signal, note);
  const { main } = await load();
  isRunning = true;
  const running = main(argv);
  // A rejection is awaited below; until then it must not count as unhandled.
  running.catch(() => undefined);
  // Whoever stops listening also misses what has come and was not told yet.
  await nextTurn();
  for (const signal of SIGNALS) process.off(signal, note);
  if (missed) process.kill(process.pid, missed);
  process.exitCode = await running;
}
