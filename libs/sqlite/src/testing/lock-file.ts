import { ChildProcess } from './child-process.js';

const LOCKS = new URL('./locks-a-file.fixture.mjs', import.meta.url);

/** Another process locks the data file: nobody else can write to it until it is free again. */
export async function lockFile(file: string): Promise<{ free(): Promise<void> }> {
  const child = ChildProcess.start(LOCKS, [file]);
  await child.messages.untilCount(1);
  return {
    free: async () => {
      child.tell('free');
      await child.messages.untilCount(2);
      await child.kill();
    },
  };
}
