import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const BIN = fileURLToPath(new URL('../../wonde-sandbox/bin/wonde-sandbox.mjs', import.meta.url));

/** An executable on a Node.js that says it is of this version. */
function startedOn(version: string) {
  const pretends = `Object.defineProperty(process.versions, 'node', { value: '${version}' });`;
  const before = ['--import', `data:text/javascript,${encodeURIComponent(pretends)}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...before, BIN, '--help'], {
    encoding: 'utf8',
  });
  return { status, isHelped: stdout.startsWith('Usage:'), stderr };
}

describe('an executable', () => {
  it.each(['18.20.8', '20.18.3', '22.11.0'])('refuses Node.js %s, and says which it runs on', (version) => {
    expect(startedOn(version)).toEqual({
      status: 3,
      isHelped: false,
      stderr: `Gatehouse runs on Node.js 20.19, 22.12, 24 or 26, and this is ${version}. Install one of them, and start again.\n`,
    });
  });

  it.each(['20.19.0', '22.23.5', '24.0.0', '26.12.1'])('says nothing on Node.js %s', (version) => {
    expect(startedOn(version)).toEqual({ status: 0, isHelped: true, stderr: '' });
  });

  it('goes on where nobody has tried it, and says so', () => {
    const { status, stderr } = startedOn('25.1.0');
    expect([status, stderr]).toEqual([0, expect.stringContaining('It was not tried on this one.')]);
  });
});
