import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runPipeline } from '../processes/run-pipeline.js';
import { inScratchFolder } from '../processes/scratch-folder.js';
import type { World } from '../processes/start-sandbox.js';
import { startSandbox } from '../processes/start-sandbox.js';
import type { CpuProfile, SelfTime } from './self-times.js';
import { selfTimes } from './self-times.js';

export interface ProfileReport {
  /** To be opened in a browser's developer tools or an editor. */
  file: string;
  selfTimes: SelfTime[];
}

const MOST = 15;

/** One first synchronisation with V8's profiler on, after one without; the profile goes into the folder. */
export async function profilePipeline(
  world: World,
  folder: string,
  say: (line: string) => void,
): Promise<ProfileReport> {
  const sandbox = await startSandbox(world);
  try {
    await inScratchFolder((scratch) => runPipeline(sandbox, scratch));
    say('Profile: warmed up');
    const name = `pipeline-${new Date().toISOString().replace(/\D/g, '')}.cpuprofile`;
    const options = ['--cpu-prof', `--cpu-prof-dir=${path.resolve(folder)}`, `--cpu-prof-name=${name}`];
    await inScratchFolder((scratch) => runPipeline(sandbox, scratch, options));
    const file = path.resolve(folder, name);
    const profile = JSON.parse(await readFile(file, 'utf8')) as CpuProfile;
    return { file, selfTimes: selfTimes(profile, MOST) };
  } finally {
    await sandbox.stop();
  }
}
