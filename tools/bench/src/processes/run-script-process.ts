import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScriptResult } from '../script/run-script.js';
import type { Measured } from './run-measured.js';
import { runMeasured } from './run-measured.js';

export interface ScriptRun extends Measured {
  result: ScriptResult;
}

const SCRIPT = fileURLToPath(new URL('../../bin/script.mjs', import.meta.url));

/** Runs the plain script once, into `<folder>/script.db`. */
export async function runScriptProcess(
  source: { url: string; token: string },
  folder: string,
): Promise<ScriptRun> {
  const argv = [SCRIPT, source.url, path.join(folder, 'script.db')];
  const measuresFile = path.join(folder, 'script.json');
  const measured = await runMeasured({ name: 'script', argv, token: source.token, measuresFile });
  return { ...measured, result: JSON.parse(measured.output) as ScriptResult };
}
