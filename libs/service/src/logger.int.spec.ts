import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const BUILD = fileURLToPath(new URL('../../../tools/workspace/build.mjs', import.meta.url));
const NAME = 'A\u009b2J\u2028B\u202eC';
const PROGRAM = `
  import { createLogger } from '@gatehouse/service';
  createLogger('info', 'a service').info({ school: ${JSON.stringify(NAME)} }, 'Said.');
`;

beforeAll(() => void execFileSync(process.execPath, [BUILD], { stdio: 'ignore' }));

describe('a line of the log', () => {
  it('has no character that a terminal obeys, and says the same', () => {
    const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
      cwd: new URL('../', import.meta.url),
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+\n$/u);
    expect(JSON.parse(stderr)).toMatchObject({ name: 'a service', msg: 'Said.' });
    expect(stderr).toContain('A\\u009b2J\\u2028B\\u202eC');
  });
});
