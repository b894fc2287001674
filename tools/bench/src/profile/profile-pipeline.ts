import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runPipeline } from '../processes/run-pipeline.js';
import { inScratchFolder } from '../processes/scratch-folder.js';
import type { World } from '../processes/start-sandbox.js';
import { startSandbox } from '../processes/start-sandbox.js';
import type { CpuProfile, SelfTime } from './self-times.js';
import { selfTimes } from './self-times.js';

/** One thread of the pipeline. */
export interface ThreadProfile {
  /** To be opened in a browser's developer tools or an editor. */
  file: string;
  selfTimes: SelfTime[];
}
export type ProfileReport = ThreadProfile[];

const MOST = 15;

/**
 * One first synchronisation with V8's profiler on, after one without; the profiles, one a thread, go into a new folder
 * below the one given. */
export async function profilePipeline(
  world: World,
  folder: string,
  say: (line: string) => void,
): Promise<ProfileReport> {
  const sandbox = await startSandbox(world);
  try {
    await inScratchFolder((scratch) => runPipeline(sandbox, scratch));
    say('Profile: warmed up');
    const into = path.resolve(folder, `pipeline-${new Date().toISOString().replace(/\D/g, '')}`);
    await inScratchFolder((scratch) =>
      runPipeline(sandbox, scratch, ['--cpu-prof', `--cpu-prof-dir=${into}`]),
    );
    const names = (await readdir(into)).filter((name) => name.endsWith('.cpuprofile')).sort();
    return await Promise.all(names.map((name) => threadProfile(path.join(into, name))));
  } finally {
    await sandbox.stop();
  }
}

async function threadProfile(file: string): Promise<ThreadProfile> {
  return { file, selfTimes: selfTimes(JSON.parse(await readFile(file, 'utf8')) as CpuProfile, MOST) };
}
