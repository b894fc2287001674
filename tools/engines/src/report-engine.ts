import { appendFileSync } from 'node:fs';
import type { Engine } from './engine.js';

/**
 * Says in one line which engine the tests have, or why they have none: on standard error, and at the end of the file
 * that GATEHOUSE_ENGINE_REPORT names.
 */
export function reportEngine(engine: Engine): void {
  const what = 'unavailable' in engine ? `not available (${engine.unavailable})` : engine.how;
  const line = `engine ${engine.name}: ${what}\n`;
  process.stderr.write(line);
  const report = process.env['GATEHOUSE_ENGINE_REPORT'];
  if (report) appendFileSync(report, line);
}
