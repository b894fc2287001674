import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BIN = fileURLToPath(new URL('../../../tools/gatehouse/bin/gatehouse.mjs', import.meta.url));

/**
 * Runs `gatehouse <words>`, the real command in a process of its own; gives its standard output.
 *
 * @throws when it ends with another code than 0.
 */
export async function gatehouse(
  words: readonly string[],
  environment: { [variable: string]: string } = {},
): Promise<string> {
  const env = { PATH: process.env['PATH'], ...environment };
  return (await promisify(execFile)(process.execPath, [BIN, ...words], { env })).stdout;
}
