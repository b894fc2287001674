// Loaded before the program that is measured (`node --import`), the same for pipeline and script: the program does not
// know. It notes the first request to Wonde, the first byte of the result on standard output, and what was used.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import type { Measures } from './measures.js';
import { peakMemory } from './peak-memory.js';

interface Moment {
  at: number;
  cpu: NodeJS.CpuUsage;
}

const REQUESTS = 'undici:request:create';
const now = (): Moment => ({ at: performance.now(), cpu: process.cpuUsage() });

let began: Moment | undefined;
let ended: Moment | undefined;

function onRequest(): void {
  began = now();
  unsubscribe(REQUESTS, onRequest);
}
subscribe(REQUESTS, onRequest);

const write = process.stdout.write.bind(process.stdout) as (...given: unknown[]) => boolean;
process.stdout.write = (...given: unknown[]) => {
  ended ??= now();
  return write(...given);
};

process.on('exit', () => {
  const file = process.env['GATEHOUSE_BENCH_MEASURES'];
  if (!file || !began || !ended) return;
  const cpu = (moment: Moment) => moment.cpu.user + moment.cpu.system;
  const measures: Measures = {
    seconds: (ended.at - began.at) / 1e3,
    cpuSeconds: (cpu(ended) - cpu(began)) / 1e6,
    peakBytes: peakMemory(process.pid) ?? process.resourceUsage().maxRSS * 1024,
  };
  writeFileSync(file, JSON.stringify(measures));
});
