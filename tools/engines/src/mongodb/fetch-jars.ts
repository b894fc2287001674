import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ATTEMPTS = 3;
const LIMIT_MS = 120_000;
const pom = fileURLToPath(new URL('../../src/mongodb/pom.xml', import.meta.url));

/**
 * The folder with the jars that the POM names; Maven fetches them once, and refuses one whose checksum is not right.
 *
 * @param name names the folder in the cache, with the version in it.
 * @throws Error when Maven is not there, or could not fetch them in three attempts.
 */
export async function fetchJars(name: string): Promise<string> {
  const cache = path.join(homedir(), '.cache', 'gatehouse', 'engines');
  const jars = path.join(cache, name);
  if (existsSync(jars)) return jars;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(path.join(cache, 'draft-'));
  try {
    await copyJars(draft);
    // Several test processes may fetch at once: the first one's folder stays, whole.
    await rename(draft, jars).catch((error: unknown) => {
      if (!existsSync(jars)) throw error;
    });
    return jars;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function copyJars(folder: string): Promise<void> {
  const options = ['-B', '-q', '-C', '-f', pom, 'dependency:copy-dependencies'];
  const from = ['-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run('mvn', [...options, ...from], { timeout: LIMIT_MS });
      return;
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!isMissing && attempt < ATTEMPTS) continue;
      const what = isMissing ? 'Maven (mvn) is not installed' : 'Maven could not fetch the jars';
      throw new Error(what, { cause: error });
    }
  }
}
