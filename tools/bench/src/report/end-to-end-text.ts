import Table from 'cli-table3';
import type { EndToEndReport } from '../end-to-end/end-to-end-report.js';
import { plain } from './plain-table.js';

/** The figures as a table, or that there are none. */
export function endToEndText(report: EndToEndReport): string {
  if ('unavailable' in report) return `Engines: NOT MEASURED, ${report.unavailable}`;
  const { world, documents, pairs, enginesSeconds, embeddedSeconds, ratio } = report;
  const table = new Table({ ...plain, head: ['', 'seconds'] });
  table.push(['five processes on the engines', enginesSeconds.toFixed(2)]);
  table.push(['one process on the embedded engines', embeddedSeconds.toFixed(2)]);
  return [
    `Engines: a first synchronisation of ${world.schools} schools, ${documents} documents held by both.`,
    `Medians of ${pairs.length} pairs.`,
    table.toString(),
    `engines / embedded = ${ratio.toFixed(2)}`,
  ].join('\n');
}
