import { appendFileSync } from 'node:fs';
import type { Engine } from './engine.js';

/**
 * Says on standard error which engine the tests have, and writes it to the file that `GATEHOUSE_ENGINE_REPORT` names,
 * for the summary: a missing engine must be impossible to overlook.
 */
export function reportEngine<T extends Engine>(engine: T): T {
  const state = 'how' in engine ? engine.how : `not available (${engine.unavailable})`;
  const line = `engine ${engine.name}: ${state}\n`;
  process.stderr.write(line);
  const report = process.env['GATEHOUSE_ENGINE_REPORT'];
  if (report) appendFileSync(report, line);
  return engine;
}
