import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LAST, listAnswer } from '../testing/client-for.js';
import { scriptedServer } from '../testing/scripted-server.js';
import type { Reply, ScriptedServer } from '../testing/scripted-server.js';

const run = promisify(execFile);
const fixture = fileURLToPath(new URL('../testing/reads-two-schools.fixture.mjs', import.meta.url));
const BUILD = fileURLToPath(new URL('../../../tools/workspace/build.mjs', import.meta.url));
/** Of the process that reads, in MiB: far less than what is sent. */
const HEAP_MIB = 128;

let server: ScriptedServer;
/** What becomes of a school whose list is odd, and of another that is read beside it. */
async function read(odd: (number: number) => Reply): Promise<unknown> {
  server = await scriptedServer(({ url }, number) =>
    url.pathname.includes('/A1/') ? odd(number) : listAnswer([{ id: 'S1' }, { id: 'S2' }], LAST),
  );
  // The built files, so without the condition by which specs take the sources.
  const { stdout } = await run(process.execPath, [
    `--max-old-space-size=${HEAP_MIB}`,
    fixture,
    server.baseUrl,
  ]);
  return JSON.parse(stdout) as unknown;
}
// What it runs is compiled code.
beforeAll(() => run(process.execPath, [BUILD]));
afterEach(() => server.close());

describe('a process that reads schools with little memory', () => {
  const rows = (count: number) =>
    `{"data":[${'{},'.repeat(count - 1)}{}],"meta":{"pagination":{"next":null,"more":false}}}`;

  it.each<[string, number, (number: number) => Reply]>([
    ['a forename of 60 MB', 0, () => ({ body: `{"data":[{"forename":"${'x'.repeat(60_000_000)}"}]}` })],
    ['a page of 50 MB', 0, () => ({ body: rows(50_000_000 / 3) })],
    ['a page of five million rows', 0, () => ({ body: rows(5_000_000) })],
    [
      'a list of millions of rows',
      210_000,
      (number) => ({
        body: rows(10_000).replace('"next":null,"more":false', `"next":"?cursor=${number}","more":true`),
      }),
    ],
  ])(
    'goes on with the others where one has %s',
    async (_, taken, odd) => {
      expect(await read(odd)).toEqual({ odd: { rows: taken, code: 'OVER_LIMIT' }, other: { rows: 2 } });
    },
    120_000,
  );
});
