import { appendFileSync } from 'node:fs';
import type { Engine } from './engine.js';

/**
 * Says in one line which engine the tests have, or why none: on standard error, and in the file that
 * `GATEHOUSE_ENGINE_REPORT` names, from which the test summary is made.
 */
export function reportEngine<T extends Engine>(engine: T): T {
  const line =
    'unavailable' in engine
      ? `engine ${engine.name}: not available (${engine.unavailable})\n`
      : `engine ${engine.name}: ${engine.how}\n`;
  process.stderr.write(line);
  const file = process.env['GATEHOUSE_ENGINE_REPORT'];
  if (file) appendFileSync(file, line);
  return engine;
}
