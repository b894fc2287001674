import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { failingUnhandled, MARKED, UNHANDLED_ERRORS } from '@gatehouse/testing';

const BUILD = fileURLToPath(new URL('../../../tools/workspace/build.mjs', import.meta.url));
const PROGRAM = fileURLToPath(new URL('./ends-on-unforeseen.fixture.mjs', import.meta.url));

beforeAll(() => void execFileSync(process.execPath, [BUILD], { stdio: 'ignore' }));

function failing(kind: string, stop: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, stop], {
    env: { ...process.env, ...failingUnhandled(kind, 'at once') },
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(stdout + stderr).not.toMatch(MARKED);
  return { status, stdout, stderr };
}

describe('an error that nobody handles', () => {
  it.each(UNHANDLED_ERRORS)(
    'of kind "%s" is told in one line, as %s, and ends the process with 1',
    (kind, told) => {
      const stderr = `Ended by an error that nobody handled: ${told}\n`;
      expect(failing(kind, 'nothing')).toEqual({ status: 1, stdout: '', stderr });
    },
  );

  it('stops in order what can be stopped', () => {
    const stderr = 'Stopping: Error\nStopped.\n';
    expect(failing('error', 'in order')).toEqual({ status: 1, stdout: '', stderr });
  });

  it('ends the process all the same when the stop takes too long, or fails itself', () => {
    expect(failing('error', 'never')).toEqual({ status: 1, stdout: '', stderr: 'Stopping.\n' });
    const stderr = 'Ended by an error that nobody handled: Error\n';
    expect(failing('error', 'failing')).toEqual({ status: 1, stdout: '', stderr });
  });
});
