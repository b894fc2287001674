import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { LAST, SCHOOL, clientFor, listAnswer, walked } from '../testing/client-for.js';
import { scriptedServer } from '../testing/scripted-server.js';
import type { Reply, ScriptedServer, SeenRequest } from '../testing/scripted-server.js';
import { UnusableRow } from './json/delivered.js';
import type { ReadingLimits } from './limits.js';
import type { WondeClient } from './wonde-client.js';

const MIB = 1024 * 1024;
let server: ScriptedServer;
let client: WondeClient;
const walk = async (limits: Partial<ReadingLimits>, script: (number: number) => Reply) => {
  server = await scriptedServer((_request, number) => script(number));
  client = clientFor(server.baseUrl, { limits, requestTimeoutMs: 20_000 });
  return walked(client.pages(SCHOOL, 'students', { include: [] }));
};
const refusalIn = (items: Awaited<ReturnType<typeof walk>>) => {
  const last = items.at(-1);
  return last && !last.ok ? last.refusal : undefined;
};
afterEach(async () => {
  await client.close();
  await server.close();
});

describe('an answer over its limit', () => {
  it.each([
    ['plain', {}, (bytes: Buffer) => bytes],
    ['packed', { 'content-encoding': 'gzip' }, (bytes: Buffer) => gzipSync(bytes)],
  ])(
    'is refused by name, with the limit and the setting, and asked for once more with fewer rows: %s',
    async (_, headers, pack) => {
      const body = pack(Buffer.alloc(2 * MIB, 0x20));
      const refusal = refusalIn(await walk({ pageMib: 1 }, () => ({ headers, body })));
      expect(refusal).toMatchObject({ code: 'OVER_LIMIT' });
      expect(refusal?.message).toMatch(
        /students of school .* larger than 1 MiB \(GATEHOUSE_LIMIT_PAGE_MIB\)/,
      );
      expect(server.seen.map(({ url }) => url.searchParams.get('per_page'))).toEqual(['200', '50']);
    },
  );

  it('is not read to its end', async () => {
    let sent = 0;
    server = await scriptedServer(() => ({}));
    await server.close();
    const { createServer } = await import('node:http');
    const endless = createServer((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(MIB, 0x20))) sent += MIB;
      };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.on('drain', more);
      more();
    });
    await new Promise<void>((listening) => endless.listen(0, '127.0.0.1', listening));
    const { port } = endless.address() as { port: number };
    client = clientFor(`http://127.0.0.1:${port}/v1.0/`, { requestTimeoutMs: 20_000 });
    const items = await walked(client.pages(SCHOOL, 'students', { include: [] }));
    expect(refusalIn(items)?.code).toBe('OVER_LIMIT');
    expect(sent).toBeLessThan(64 * MIB);
    endless.closeAllConnections();
    endless.close();
    server = await scriptedServer(() => ({}));
  });
});

describe('a page and a list over their limits', () => {
  it('are refused by name', async () => {
    const refusal = refusalIn(await walk({ pageRows: 2 }, () => listAnswer([1, 2, 3], LAST)));
    expect(refusal).toMatchObject({ code: 'OVER_LIMIT' });
    expect(refusal?.message).toMatch(/more than 2 rows \(GATEHOUSE_LIMIT_PAGE_ROWS\)/);
    await client.close();
    await server.close();
    const endless = await walk({ listRows: 5 }, (number) =>
      listAnswer([1, 2], { next: `?cursor=${number}&x=1`, more: true }),
    );
    expect(endless.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    expect(refusalIn(endless)?.message).toMatch(/more than 5 rows \(GATEHOUSE_LIMIT_LIST_ROWS\)/);
  });
});

describe('a list that takes longer than it may', () => {
  const endless = ({ url }: SeenRequest, number: number): Reply => ({
    ...listAnswer([{ id: 'P', name: `n${number}` }], {
      next: `${url.origin}${url.pathname}?cursor=${number}`,
      more: true,
    }),
  });
  it.each([
    ['of schools', async () => client.listSchools()],
    ['of permissions', async () => client.readPermissions(SCHOOL.id)],
    ['of a kind', async () => (await walked(client.pages(SCHOOL, 'events', { include: [] }))).at(-1)],
  ])('is refused by name, and asked for no more: %s', async (_, read) => {
    server = await scriptedServer(endless);
    client = clientFor(server.baseUrl, { limits: { listMinutes: 0.005 } });
    const outcome = await read();
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'OVER_LIMIT' } });
    const { refusal } = outcome as { refusal: { message: string } };
    expect(refusal.message).toMatch(/takes longer than 0.005 minutes \(GATEHOUSE_LIMIT_LIST_MINUTES\)/);
    expect(server.seen.length).toBeGreaterThan(1);
  });
});

describe('a short list of which too much would be kept', () => {
  const name = 'x'.repeat(1000);
  const rows = Array.from({ length: 1100 }, (_, n) => ({ id: `A${n}`, name }));

  it.each([
    ['schools', () => client.listSchools()],
    ['permissions', () => client.readPermissions(SCHOOL.id)],
  ])('is refused by name: %s', async (_, read) => {
    server = await scriptedServer(() => listAnswer(rows, LAST));
    client = clientFor(server.baseUrl, { limits: { kindMib: 1 } });
    const outcome = await read();
    const refusal = outcome.ok ? undefined : outcome.refusal;
    expect(refusal?.code).toBe('OVER_LIMIT');
    expect(refusal?.message).toMatch(/more than 1 MiB \(GATEHOUSE_LIMIT_KIND_MIB\)/);
  });
});

describe('a row over its limit', () => {
  it('comes as one, among the others of its page', async () => {
    const large = { id: 'S2', forename: 'x'.repeat(2048) };
    const [page] = await walk({ rowKib: 1 }, () => listAnswer([{ id: 'S1' }, large], LAST));
    expect(page?.ok && page.value.rows).toEqual([{ id: 'S1' }, new UnusableRow(large)]);
  });
});
