import { runScript } from './run-script.js';

/** `script.mjs <wonde url> <file>`, the token in `WONDE_TOKEN`: prints the result as one line of JSON. */
export async function main([url = '', file = '']: string[]): Promise<number> {
  const result = await runScript({ url, token: process.env['WONDE_TOKEN'] ?? '' }, file);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return 0;
}
