import Table from 'cli-table3';
import type { AdaptersReport, EngineFigures } from '../adapters/adapters-report.js';
import { TARGET } from '../adapters/adapters-report.js';
import { plain } from './plain-table.js';

/** A table for each engine; one that was not available is said in its place. */
export function adaptersText(report: AdaptersReport): string {
  return [
    'Adapters: throughput beside the bare client, medians of pairs. A ratio below 1: the adapter is slower, or works more.',
    ...report.map(engineText),
  ].join('\n');
}

function engineText(figures: EngineFigures): string {
  if ('unavailable' in figures)
    return `${figures.engine}: NOT MEASURED, not available (${figures.unavailable})`;
  const head = ['', 'unit', 'adapter /s', 'bare /s', 'ratio', 'cpu ratio', ''];
  const table = new Table({ ...plain, head });
  for (const { name, unit, adapter, bare, ratio, cpuRatio } of figures.benchmarks) {
    table.push([
      name,
      unit,
      adapter.perSecond.toFixed(0),
      bare.perSecond.toFixed(0),
      ratio.toFixed(2),
      cpuRatio.toFixed(2),
      ratio < TARGET ? `below ${TARGET.toFixed(2)}` : '',
    ]);
  }
  return `${figures.engine}: ${figures.how}\n${table.toString()}`;
}
