import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GuardedProcess } from '@gatehouse/engines/guarded-process';
import { answers } from './answers.js';
import type { Daemon } from './find-daemon.js';
import { NotHere } from './not-here.js';

const STARTS_WITHIN_MS = 60_000;
/** How long it may take to stop its containers and what else it has started. */
const PATIENCE_SECONDS = 30;
/** Images stay here from one time to the next, outside the repository. */
const IMAGES = path.join(homedir(), '.cache', 'gatehouse', 'docker');

/**
 * Starts a Docker daemon that only its starter knows, for as long as it is wanted, or until its starter has ended, however
 * that ends.
 *
 * @throws NotHere when it does not start.
 */
export async function startPrivateDaemon(): Promise<Daemon> {
  mkdirSync(IMAGES, { recursive: true });
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-dockerd-'));
  const address = `unix://${folder}/docker.sock`;
  const log = path.join(folder, 'log');
  const daemon = GuardedProcess.start(
    'dockerd',
    [
      ...['--data-root', IMAGES, '--exec-root', path.join(folder, 'exec')],
      ...['--pidfile', path.join(folder, 'pid'), '--host', address],
    ],
    log,
    { patienceSeconds: PATIENCE_SECONDS },
  );
  const stop = async () => {
    await daemon.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!(await answers(['docker', '--host', address, 'version']))) {
    if (daemon.hasEnded() || Date.now() > deadline) {
      const [lastWords = ''] = readFileSync(log, 'utf8').trim().split('\n').slice(-1);
      await stop();
      throw new NotHere(`dockerd does not start here: ${lastWords.slice(0, 300)}`);
    }
    await pause(200);
  }
  return { address, stop };
}
