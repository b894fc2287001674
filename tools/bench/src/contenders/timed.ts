import type { Turn } from './contender.js';

/** How long the work takes, and how much processor time of this process. */
export async function timed(work: () => Promise<unknown>): Promise<Turn> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1e3;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6 };
}
