import { findCompose } from './machine/find-compose.js';
import { findDaemon } from './machine/find-daemon.js';
import { NotHere } from './machine/not-here.js';
import { runProgram } from './run-program.js';

/** The code for "not tested", so that nobody takes it for "passed". */
const NOT_TESTED = 4;

/**
 * Builds the images and runs the specs of containers on them: `npm run test:containers`. Arguments go to jest.
 *
 * @returns the exit code: 0 passed, 1 failed, 4 not tested here, with one line that says why.
 */
export async function main(argv: string[]): Promise<number> {
  try {
    const daemon = await findDaemon();
    try {
      const environment = { ...process.env, DOCKER_HOST: daemon.address, COMPOSE: await findCompose() };
      const built = await runProgram('bash', ['docker/build-offline.sh'], environment);
      if (built !== 0) return built;
      const jest = ['node_modules/jest/bin/jest.js', '--config', 'jest.containers.config.mjs', ...argv];
      return await runProgram(
        process.execPath,
        ['--experimental-vm-modules', '--no-warnings', ...jest],
        environment,
      );
    } finally {
      await daemon.stop();
    }
  } catch (error) {
    if (!(error instanceof NotHere)) throw error;
    process.stderr.write(`CONTAINERS_NOT_TESTED: ${error.message}\n`);
    return NOT_TESTED;
  }
}
