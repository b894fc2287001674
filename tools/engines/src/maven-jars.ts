import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './cache-folder.js';

const run = promisify(execFile);
const ATTEMPTS = 3;
const SIZES = 'sizes.json';

/** A Maven artifact: `<group>:<artifact>:<version>`. */
export type Coordinates = `${string}:${string}:${string}`;

/**
 * Gives a folder with the artifacts' jars and all that they need at run time, from the cache or from Maven Central.
 * Maven checks the checksums of what it downloads; the cache is checked by the sizes that were written down then.
 *
 * @param name of the folder in the cache; another version needs another name.
 * @throws when there is no Maven, or the download failed three times.
 */
export async function mavenJars(name: string, artifacts: readonly Coordinates[]): Promise<string> {
  const folder = cacheFolder(name);
  if (await isWhole(folder)) return folder;
  await run('mvn', ['-v']).catch(() => {
    throw new Error(`${name} is not in the cache, and there is no Maven to download it`);
  });
  await mkdir(dirname(folder), { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    // Several test processes may download at once: each works apart, and whoever is first gives the folder its name.
    const draft = await mkdtemp(`${folder}.draft-`);
    try {
      await download(draft, artifacts);
      if (await isWhole(folder)) return folder;
      await rm(folder, { recursive: true, force: true });
      await rename(join(draft, 'lib'), folder);
      return folder;
    } catch (error) {
      if (await isWhole(folder)) return folder;
      if (attempt === ATTEMPTS) throw new Error(`${name} cannot be downloaded`, { cause: error });
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
}

async function download(draft: string, artifacts: readonly Coordinates[]): Promise<void> {
  await writeFile(join(draft, 'pom.xml'), pom(artifacts));
  const lib = join(draft, 'lib');
  await run(
    'mvn',
    [
      ...['-q', '-B', '--strict-checksums', `-Dmaven.repo.local=${join(draft, 'repository')}`],
      ...['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${lib}`],
    ],
    { cwd: draft },
  );
  await writeFile(join(lib, SIZES), JSON.stringify(await sizesIn(lib)));
}

function pom(artifacts: readonly Coordinates[]): string {
  const dependencies = artifacts.map((artifact) => {
    const [groupId, artifactId, version] = artifact.split(':');
    return `<dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>gatehouse</groupId><artifactId>engine</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>${dependencies.join('\n')}</dependencies></project>\n`;
}

async function sizesIn(folder: string): Promise<Record<string, number>> {
  const jars = (await readdir(folder)).filter((file) => file.endsWith('.jar')).sort();
  return Object.fromEntries(
    await Promise.all(jars.map(async (jar) => [jar, (await stat(join(folder, jar))).size] as const)),
  );
}

async function isWhole(folder: string): Promise<boolean> {
  try {
    const expected = await readFile(join(folder, SIZES), 'utf8');
    return expected === JSON.stringify(await sizesIn(folder));
  } catch {
    return false;
  }
}
