import Table from 'cli-table3';
import type { MemoryReport } from '../memory/measure-memory.js';
import type { ProfileReport, ThreadProfile } from '../profile/profile-pipeline.js';
import type { Comparison, SpeedReport } from '../speed/speed-report.js';
import { adaptersText } from './adapters-text.js';
import type { BenchReport } from './bench-report.js';
import { endToEndText } from './end-to-end-text.js';
import { plain } from './plain-table.js';

/** The report for people: one table for each part. */
export function reportText({ speed, memory, adapters, engines, profile }: BenchReport): string {
  const parts = [
    speed && speedText(speed),
    memory && memoryText(memory),
    adapters && adaptersText(adapters),
    engines && endToEndText(engines),
    profile && profileText(profile),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function speedText({ world, records, documents, first, again }: SpeedReport): string {
  const head = ['', 'pipeline s', 'script s', 'ratio', 'cpu ratio', 'pipeline records/s', 'script records/s'];
  const table = new Table({ ...plain, head });
  table.push(rowOf('first run', first), rowOf('again, unchanged', again));
  const processes = [first, again].map(({ processRatio }) => processRatio.toFixed(2)).join(' and ');
  return [
    `Speed: ${world.schools} schools, ${records} records read, ${documents} documents held by both.`,
    `Medians of ${first.pairs.length} pairs, from the first request to Wonde to the printed result, after a warm-up.`,
    table.toString(),
    `The start of the processes included, the ratios are ${processes}.`,
  ].join('\n');
}

const rowOf = (name: string, { pipeline, script, ratio, cpuRatio }: Comparison) => [
  name,
  pipeline.seconds.toFixed(2),
  script.seconds.toFixed(2),
  ratio.toFixed(2),
  cpuRatio.toFixed(2),
  pipeline.recordsPerSecond.toFixed(0),
  script.recordsPerSecond.toFixed(0),
];

function memoryText({ pupilsPerSchool, points, ratio }: MemoryReport): string {
  const table = new Table({ ...plain, head: ['schools', 'pipeline MiB', 'sandbox MiB', 'seconds'] });
  for (const { schools, peakMiB, sandboxPeakMiB, seconds } of points) {
    table.push([schools, peakMiB.toFixed(0), sandboxPeakMiB?.toFixed(0) ?? '', seconds.toFixed(1)]);
  }
  return [
    `Memory: peak of a first synchronisation, schools of ${pupilsPerSchool} pupils.`,
    table.toString(),
    `Most schools to fewest: ${ratio.toFixed(2)}`,
  ].join('\n');
}

const profileText = (threads: ProfileReport): string => threads.map(threadText).join('\n\n');

function threadText({ file, selfTimes }: ThreadProfile): string {
  const table = new Table({ ...plain, head: ['self ms', '%', 'function'] });
  for (const { place, milliseconds, share } of selfTimes) {
    table.push([milliseconds.toFixed(0), (share * 100).toFixed(1), place]);
  }
  return [`Profile: ${file}`, table.toString()].join('\n');
}
