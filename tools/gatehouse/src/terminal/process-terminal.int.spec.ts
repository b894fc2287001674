import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const BUILD = fileURLToPath(new URL('../../../workspace/build.mjs', import.meta.url));
const NAME = 'A\u0007\u009b2J\u2028B\u202eC\u2066\ufeff\u{e0041}';
const PROGRAM = `
  import { processTerminal } from './dist/terminal/process-terminal.js';
  import { writeLines } from './dist/terminal/write-lines.js';
  const terminal = processTerminal();
  const name = ${JSON.stringify(NAME)};
  await writeLines(terminal, (async function* () { yield JSON.stringify({ name }); yield '{}'; })());
  terminal.note('There is no ' + name);
`;

beforeAll(() => void execFileSync(process.execPath, [BUILD], { stdio: 'ignore' }));

describe('what a command writes', () => {
  const raw = /[^\P{C}\n]|[\u2028\u2029]/u;

  it('has no character that a terminal obeys, and is the same data', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
      cwd: new URL('../../', import.meta.url),
      encoding: 'utf8',
    });
    expect(stdout).not.toMatch(raw);
    expect(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([{ name: NAME }, {}]);
    expect(stderr).not.toMatch(raw);
    expect(stderr).toMatch(/^There is no A\\u0007\\u009b2J/);
  });
});
