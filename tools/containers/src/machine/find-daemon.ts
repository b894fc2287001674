import { answers } from './answers.js';
import { NotHere } from './not-here.js';
import { startPrivateDaemon } from './private-daemon.js';

/** A Docker daemon that images can be built on. */
export interface Daemon {
  /** For `DOCKER_HOST`; undefined for the usual one. */
  address: string | undefined;
  stop(): Promise<void>;
}

/**
 * The Docker daemon that answers, or a private one, where that can be started.
 *
 * @throws NotHere when there is neither.
 */
export async function findDaemon(): Promise<Daemon> {
  if (!(await answers(['docker', '--version']))) {
    throw new NotHere('there is no docker command. On Debian: apt-get install -y docker.io');
  }
  if (await answers(['docker', 'version'])) {
    return { address: process.env['DOCKER_HOST'], stop: async () => undefined };
  }
  if (process.getuid?.() !== 0) {
    throw new NotHere('no Docker daemon answers, and only root can start one.');
  }
  if (!(await answers(['dockerd', '--version']))) {
    throw new NotHere('no Docker daemon answers, and there is no dockerd to start one.');
  }
  return startPrivateDaemon();
}
