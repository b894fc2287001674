import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { answers } from './answers.js';
import { NotHere } from './not-here.js';

const run = promisify(execFile);
const VERSION = 'v2.40.3';
const MODULE = 'github.com/docker/compose/v2/cmd';

/**
 * The command of Docker Compose 2: what `COMPOSE` names, Docker's own plugin, or one that is built from its Go module and
 * kept. @throws NotHere when there is none, and no Go to build it.
 */
export async function findCompose(): Promise<string> {
  const given = process.env['COMPOSE'];
  if (given) return given;
  if (await answers(['docker', 'compose', 'version'])) return 'docker compose';
  const kept = path.join(homedir(), '.cache', 'gatehouse', 'compose', VERSION);
  const program = path.join(kept, 'docker-compose');
  if (existsSync(program)) return program;
  if (!(await answers(['go', 'version']))) {
    throw new NotHere('there is no Docker Compose 2 (`docker compose`), and no Go to build it.');
  }
  process.stderr.write(
    `Building Docker Compose ${VERSION} from its Go module: this takes some minutes, once.\n`,
  );
  mkdirSync(kept, { recursive: true });
  const folder = mkdtempSync(path.join(kept, 'draft-'));
  try {
    for (const args of [
      ['mod', 'init', 'compose'],
      ['get', `${MODULE}@${VERSION}`],
      ['build', '-trimpath', '-o', 'docker-compose', MODULE],
    ])
      await run('go', args, { cwd: folder });
    renameSync(path.join(folder, 'docker-compose'), program);
  } catch {
    throw new NotHere(`Docker Compose ${VERSION} cannot be built from its Go module.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return program;
}
