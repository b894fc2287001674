import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { LAST, SCHOOL, clientFor, outlineOf } from '../testing/client-for.js';
import { scriptedServer } from '../testing/scripted-server.js';
import type { Reply, ScriptedServer } from '../testing/scripted-server.js';
import type { WondeClientOptions } from './client-options.js';
import type { WondeClient } from './wonde-client.js';

let server: ScriptedServer;
let client: WondeClient;
const always = async (reply: Reply, options: Partial<WondeClientOptions> = {}) => {
  server = await scriptedServer(() => reply);
  client = clientFor(server.baseUrl, options);
};
const students = (signal?: AbortSignal) => client.pages(SCHOOL, 'students', { include: [], signal });
const timed = async <T>(work: Promise<T>): Promise<[T, number]> => {
  const began = performance.now();
  return [await work, performance.now() - began];
};
afterEach(async () => {
  await client.close();
  await server.close();
});

describe('stopping', () => {
  it('ends a request under way with ABORTED', async () => {
    await always({ trouble: 'hang' });
    expect(await outlineOf(students(AbortSignal.timeout(50)))).toEqual(['ABORTED']);
  });

  it('ends a pause with ABORTED', async () => {
    await always({ status: 503, headers: { 'retry-after': '60' } }, { retryBudgetMs: 90_000 });
    const [outline, ms] = await timed(outlineOf(students(AbortSignal.timeout(100))));
    expect(outline).toEqual(['ABORTED']);
    expect(ms).toBeLessThan(5000);
  });

  it('close ends everything under way with ABORTED, and later calls too', async () => {
    await always({ trouble: 'hang' });
    const walk = outlineOf(students());
    const meta = client.readMeta(SCHOOL.id);
    await client.close();
    expect(await walk).toEqual(['ABORTED']);
    expect(await meta).toMatchObject({ ok: false, refusal: { code: 'ABORTED' } });
    expect(await client.listSchools()).toMatchObject({ ok: false, refusal: { code: 'ABORTED' } });
  });
});

describe('limits', () => {
  const plain = JSON.stringify({ data: ['é'], meta: { pagination: LAST } });
  it.each([
    ['gzip', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
    ['identity', Buffer.from(plain)],
    ['', Buffer.from(plain)],
  ])('takes an answer whose encoding is "%s"', async (encoding, body) => {
    await always({ headers: { 'content-encoding': encoding }, body });
    expect(await outlineOf(students())).toEqual([['é']]);
  });

  it('asks at most two things at once of one school, and does not let schools wait for each other', async () => {
    await always({ trouble: 'hang' }, { requestTimeoutMs: 300, retryBudgetMs: 100, perPage: 50 });
    const other = { ...SCHOOL, id: 'A2' };
    const walks = [SCHOOL, SCHOOL, SCHOOL, SCHOOL, other].map((school) =>
      outlineOf(client.pages(school, 'events', { include: [] })),
    );
    await Promise.race(walks);
    const first = server.seen.slice(0, 3).map(({ url }) => url.pathname.includes('/A2/'));
    expect(first.filter(Boolean)).toHaveLength(1);
    await Promise.all(walks);
    expect(server.seen).toHaveLength(5);
  });
});
