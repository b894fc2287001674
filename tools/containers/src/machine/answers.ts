import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether the command ends with 0. */
export async function answers(command: readonly string[], env = process.env): Promise<boolean> {
  const [program = '', ...args] = command;
  return run(program, args, { env }).then(
    () => true,
    () => false,
  );
}
