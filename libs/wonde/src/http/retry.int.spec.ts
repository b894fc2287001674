import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { LAST, SCHOOL, TOKEN, clientFor, listAnswer, outlineOf, walked } from '../../testing/client-for.js';
import { scriptedServer } from '../../testing/scripted-server.js';
import type { Reply, ScriptedServer } from '../../testing/scripted-server.js';
import type { WondeClientOptions } from '../client-options.js';
import type { WondeClient } from '../wonde-client.js';

let server: ScriptedServer;
let client: WondeClient;
/** The first requests meet these replies, all later ones a good page. */
const against = async (replies: Reply[], options: Partial<WondeClientOptions> = {}) => {
  server = await scriptedServer((_request, number) => replies[number - 1] ?? listAnswer([1], LAST));
  client = clientFor(server.baseUrl, options);
};
const always = async (reply: Reply, options: Partial<WondeClientOptions> = {}) => {
  server = await scriptedServer(() => reply);
  client = clientFor(server.baseUrl, options);
};
const students = () => client.pages(SCHOOL, 'students', { include: [] });
const refusalOf = async () =>
  (await walked(students())).map((item) => !item.ok && item.refusal)[0] || undefined;
const timed = async <T>(work: Promise<T>): Promise<[T, number]> => {
  const began = performance.now();
  return [await work, performance.now() - began];
};
afterEach(async () => {
  await client.close();
  await server.close();
});

describe('trouble that may pass is tried again', () => {
  it.each([423, 429, 500, 502, 503, 504])('status %d', async (status) => {
    await against([{ status }, { status }]);
    expect(await outlineOf(students())).toEqual([[1]]);
    expect(server.seen).toHaveLength(3);
  });

  it.each([
    ['a connection that is reset', { trouble: 'reset' }],
    ['a body that is cut off', { trouble: 'cut' }],
    ['JSON that is cut off', { body: '{"data": [{"id": "A1"' }],
    ['a page that is no JSON', { body: '<html>' }],
    ['bytes that are no UTF-8', { body: Buffer.from([0x22, 0xc3, 0x28, 0x22]) }],
    [
      'a gzip body that is cut off',
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync('{}').subarray(0, 12) },
    ],
  ] as [string, Reply][])('%s', async (_name, reply) => {
    await against([reply]);
    expect(await outlineOf(students())).toEqual([[1]]);
    expect(server.seen).toHaveLength(2);
  });

  it.each(['hang', 'hang-in-body'] as const)(
    'a request without a whole answer in time (%s)',
    async (trouble) => {
      await against([{ trouble }], { requestTimeoutMs: 500 });
      expect(await outlineOf(students())).toEqual([[1]]);
    },
  );

  it('a wait that the source asks for is kept', async () => {
    await against([{ status: 429, headers: { 'retry-after': '1' } }]);
    const [outline, ms] = await timed(outlineOf(students()));
    expect(outline).toEqual([[1]]);
    expect(ms).toBeGreaterThan(950);
  });
});

describe('trouble that does not pass', () => {
  it.each([
    [400, 'BAD_REQUEST', 2],
    [401, 'UNAUTHORISED', 1],
    [403, 'FORBIDDEN', 1],
    [404, 'NOT_FOUND', 1],
    [418, 'BAD_ANSWER', 1],
    [501, 'SERVER_ERROR', 1],
  ])('status %d is %s at once', async (status, code, requests) => {
    await always({ status, body: { error: 'invalid_permissions' } });
    expect(await refusalOf()).toMatchObject({
      code,
      status,
      message: expect.stringContaining('A1930499544'),
    });
    expect(server.seen).toHaveLength(requests);
  });

  it.each([
    ['RATE_LIMITED', { status: 429 }],
    ['SERVER_ERROR', { status: 423 }],
    ['SERVER_ERROR', { status: 503 }],
    ['UNREACHABLE', { trouble: 'reset' }],
    ['BAD_ANSWER', { trouble: 'cut' }],
    ['BAD_ANSWER', { body: '{"data": [' }],
    ['TIMED_OUT', { trouble: 'hang' }],
    ['TIMED_OUT', { trouble: 'hang-in-body' }],
  ] as [string, Reply][])('is %s when the budget is spent: %j', async (code, reply) => {
    await always(reply, { retryBudgetMs: 300, requestTimeoutMs: 100 });
    const [refusal, ms] = await timed(refusalOf());
    expect(refusal?.code).toBe(code);
    expect(server.seen.length).toBeGreaterThan(1);
    expect(ms).toBeLessThan(10_000);
  });

  it.each(['3600', new Date(Date.now() + 3_600_000).toUTCString()])(
    'is given up at once when the wait asked for does not fit: %s',
    async (wait) => {
      await always({ status: 429, headers: { 'retry-after': wait } });
      const [refusal, ms] = await timed(refusalOf());
      expect(refusal?.code).toBe('RATE_LIMITED');
      expect(server.seen).toHaveLength(1);
      expect(ms).toBeLessThan(10_000);
    },
  );

  it.each(['0', '0.0001', '0.2'])('is no leave to hammer, however short: %s', async (wait) => {
    await always(
      { status: 429, headers: { 'retry-after': wait } },
      { retryBudgetMs: 1500, backoffBaseMs: 200 },
    );
    expect((await refusalOf())?.code).toBe('RATE_LIMITED');
    expect(server.seen.length).toBeLessThan(20);
  });

  it('spends one budget on all pages of a list', async () => {
    // Every page fails for a while and then comes: without one budget for all, this list would never end in time.
    server = await scriptedServer(({ url }, number) =>
      number % 2 === 1
        ? { trouble: 'hang' }
        : listAnswer([1], { next: `${url.origin}${url.pathname}?cursor=${number}`, more: true }),
    );
    client = clientFor(server.baseUrl, { requestTimeoutMs: 100, retryBudgetMs: 450 });
    const outline = await outlineOf(students());
    expect(outline.at(-1)).toBe('TIMED_OUT');
    expect(outline.length).toBeLessThan(7);
  });

  it('is UNREACHABLE after a few quick tries when nothing listens', async () => {
    await against([]);
    await server.close();
    const [refusal, ms] = await timed(refusalOf());
    expect(refusal?.code).toBe('UNREACHABLE');
    expect(ms).toBeLessThan(5000);
    server = await scriptedServer(() => ({}));
  });

  it('is UNREACHABLE when the name does not resolve', async () => {
    server = await scriptedServer(() => ({}));
    client = clientFor('https://gatehouse.invalid/v1.0/');
    expect((await refusalOf())?.code).toBe('UNREACHABLE');
  });
});

describe('what a refusal says', () => {
  it('names the machine-readable reason, and never the token or other text of the body', async () => {
    await against([
      { status: 403, body: { message: 'contacts.read' } },
      { status: 403, body: { error: `bad_token.${TOKEN}`, message: 'Ada Lovelace is not shared' } },
    ]);
    const [first, second] = [await refusalOf(), await refusalOf()];
    expect(first?.message).toContain('contacts.read');
    expect(second?.message).not.toMatch(/Lovelace|0123456789abcdef/);
  });
});
