import { afterEach, describe, expect, it } from '@jest/globals';
import { LAST, SCHOOL, clientFor, listAnswer, walked } from '../../testing/client-for.js';
import { scriptedServer } from '../../testing/scripted-server.js';
import type { Reply, ScriptedServer, SeenRequest } from '../../testing/scripted-server.js';
import type { WondeClientOptions } from '../client-options.js';
import type { WondeClient } from '../wonde-client.js';

let server: ScriptedServer;
let client: WondeClient;
const against = async (
  script: (request: SeenRequest, number: number) => Reply,
  options: Partial<WondeClientOptions> = {},
) => {
  server = await scriptedServer(script);
  client = clientFor(server.baseUrl, options);
};
afterEach(async () => {
  await client.close();
  await server.close();
});

const ASKED = ['employees', 'students', 'subject', 'subject.teacher'];
const MAY = ['subject', 'subject.teacher'];
/** Of each page its number, rows and left-out includes; of a refusal its code. */
const classes = async (include = ASKED, mayLeaveOut = MAY) =>
  (await walked(client.pages(SCHOOL, 'classes', { include, mayLeaveOut }))).map((item) =>
    item.ok ? [item.value.number, item.value.rows, item.value.leftOut] : item.refusal.code,
  );
const refusalOf = async (include = ASKED, mayLeaveOut = MAY) => {
  const [last] = (await walked(client.pages(SCHOOL, 'classes', { include, mayLeaveOut }))).slice(-1);
  return last?.ok === false ? last.refusal : undefined;
};

const includesOf = ({ url }: SeenRequest) =>
  (url.searchParams.get('include') ?? '').split(',').filter(Boolean);
const sizeOf = ({ url }: SeenRequest) => Number(url.searchParams.get('per_page'));
const pageOf = ({ url }: SeenRequest) => Number(url.searchParams.get('page') ?? 1);
const refuse = (status: number, description?: string): Reply => ({
  status,
  body: { error: 'invalid_include', error_description: description },
});
/** Three rows in pages of one each, linked by offset, so that a page's address says nothing of the way. */
const pageOfThree = (request: SeenRequest): Reply => {
  const page = pageOf(request);
  const next = new URL(request.url);
  next.searchParams.set('page', String(page + 1));
  return listAnswer([page], page < 3 ? { next: next.href, more: true } : LAST);
};
const WHOLE = (leftOut: string[]) => [1, 2, 3].map((page) => [page, [page], leftOut]);

describe('an include that Wonde refuses', () => {
  it.each([400, 422])('and that may be left out is not asked for again, after %d', async (status) => {
    await against((request) =>
      includesOf(request).includes('subject') ? refuse(status, 'subject') : pageOfThree(request),
    );
    expect(await classes()).toEqual(WHOLE(MAY));
    expect(server.seen.map(sizeOf)).toEqual([200, 200, 200, 200]);
    expect(server.seen.slice(1).map(includesOf)).toEqual(Array(3).fill(['employees', 'students']));
  });

  it('leaves out nothing else: of a nested one what is above it stays', async () => {
    await against((request) =>
      includesOf(request).includes('subject.teacher') ? refuse(400, 'subject.teacher') : pageOfThree(request),
    );
    expect(await classes()).toEqual(WHOLE(['subject.teacher']));
    expect(includesOf(server.seen[1] as SeenRequest)).toEqual(['employees', 'students', 'subject']);
  });

  it('one after the other, each once', async () => {
    await against((request) => {
      const [refused] = includesOf(request)
        .filter((name) => MAY.includes(name))
        .reverse();
      return refused ? refuse(400, refused) : pageOfThree(request);
    });
    expect(await classes()).toEqual(WHOLE(MAY));
    expect(server.seen).toHaveLength(5);
  });

  it('on a later page begins the list anew, so that no row is read in another way than the others', async () => {
    await against((request) =>
      pageOf(request) === 3 && includesOf(request).includes('subject')
        ? refuse(400, 'subject')
        : pageOfThree(request),
    );
    expect(await classes()).toEqual([[1, [1], []], [2, [2], []], ...WHOLE(MAY)]);
  });

  it.each(['Invalid includes', undefined, 'photo'])(
    'and does not name (%j): all that may be left out are, once',
    async (description) => {
      await against((request) =>
        includesOf(request).includes('subject') ? refuse(400, description) : pageOfThree(request),
      );
      expect(await classes()).toEqual(WHOLE(MAY));
    },
  );

  it.each([
    ['one that is needed', 'students', 1],
    ['one that is needed among others', 'subject, students', 1],
    ['nobody knows which, with and without those that may be left out', 'Invalid includes', 2],
    ['the one that was left out already', 'subject', 2],
  ])('makes the list unreadable: %s', async (_name, description, requests) => {
    await against(() => refuse(422, description));
    expect(await classes()).toEqual(['BAD_REQUEST']);
    expect(server.seen).toHaveLength(requests);
  });

  it('is named, where nothing but names can be repeated', async () => {
    await against(() => refuse(400, 'students of Ada Lovelace'));
    const refusal = await refusalOf();
    expect(refusal).toMatchObject({ status: 400, refusedIncludes: ['students'] });
    expect(refusal?.message).toContain('(invalid_include: students)');
    expect(refusal?.message).not.toContain('Ada');
  });

  it('stays asked for where the list may not do without it', async () => {
    await against(() => refuse(400, 'subject'));
    expect(await classes(ASKED, [])).toEqual(['BAD_REQUEST']);
    expect(server.seen).toHaveLength(1);
  });
});

describe('a page that takes too long', () => {
  const slow = { requestTimeoutMs: 300, retryBudgetMs: 2000 };

  it.each<Reply>([{ trouble: 'hang' }, { trouble: 'hang-in-body' }, { status: 504 }])(
    'is asked for in smaller ones at once, and so is the rest of the list: %j',
    async (late) => {
      await against((request) => (sizeOf(request) > 50 ? late : pageOfThree(request)), slow);
      expect(await classes()).toEqual(WHOLE([]));
      expect(server.seen.map(sizeOf)).toEqual([200, 50, 50, 50]);
    },
  );

  it('later on begins the list anew: the number of a page means other rows with another size', async () => {
    await against(
      (request) =>
        sizeOf(request) > 50 && pageOf(request) === 3 ? { trouble: 'hang' } : pageOfThree(request),
      slow,
    );
    expect(await classes()).toEqual([[1, [1], []], [2, [2], []], ...WHOLE([])]);
    expect(server.seen.map((request) => [sizeOf(request), pageOf(request)])).toEqual([
      ...[1, 2, 3].map((page) => [200, page]),
      ...[1, 2, 3].map((page) => [50, page]),
    ]);
  });

  it('keeps its size and what was left out when the other of both changes', async () => {
    await against((request) => {
      if (sizeOf(request) > 50) return { trouble: 'hang' };
      return includesOf(request).includes('subject') ? refuse(400, 'subject') : pageOfThree(request);
    }, slow);
    expect(await classes()).toEqual(WHOLE(MAY));
    expect(server.seen.map(sizeOf)).toEqual([200, 50, 50, 50, 50]);
  });

  it('is tried again at the smallest size, until the one budget of the list is spent', async () => {
    await against(() => ({ trouble: 'hang' }), { requestTimeoutMs: 300, retryBudgetMs: 800 });
    const began = performance.now();
    expect(await classes()).toEqual(['TIMED_OUT']);
    expect(server.seen.map(sizeOf)).toEqual([200, 50, 50]);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('is not for other trouble: that may pass by itself', async () => {
    await against((request, number) => (number === 1 ? { status: 503 } : pageOfThree(request)));
    expect(await classes()).toEqual(WHOLE([]));
    expect(server.seen.map(sizeOf)).toEqual([200, 200, 200, 200]);
  });

  it('gives a list of schools and of permissions whole, each row once', async () => {
    await against((request) => {
      if (request.url.searchParams.get('per_page') === '200' && pageOf(request) === 2)
        return { trouble: 'hang' };
      const next = new URL(request.url);
      next.searchParams.set('page', '2');
      const row = { id: `A${pageOf(request)}`, name: `Name ${pageOf(request)}`, approved: true };
      return listAnswer([row], pageOf(request) === 1 ? { next: next.href, more: true } : LAST);
    }, slow);
    const schools = await client.listSchools();
    const permissions = await client.readPermissions(SCHOOL.id);
    expect(schools.ok && schools.value.map(({ id }) => id)).toEqual(['A1', 'A2']);
    expect(permissions.ok && permissions.value.map(({ name }) => name)).toEqual(['Name 1', 'Name 2']);
  });
});

describe('a page that is larger than is taken of one', () => {
  const large = (request: SeenRequest): Reply => ({
    ...pageOfThree(request),
    body: { data: [' '.repeat(1024 * 1024)], meta: { pagination: LAST } },
  });

  it.each([1, 3])('is asked for in smaller ones, and so is the whole list: page %i', async (page) => {
    await against(
      (request) => (sizeOf(request) > 50 && pageOf(request) === page ? large(request) : pageOfThree(request)),
      { limits: { pageMib: 1 } },
    );
    expect((await classes()).slice(-3)).toEqual(WHOLE([]));
    expect(server.seen.map(sizeOf)).toEqual([...Array<number>(page).fill(200), 50, 50, 50]);
  });

  it('is not, where a list is over its limit of rows: it would be again', async () => {
    await against(pageOfThree, { limits: { listRows: 2 } });
    expect((await classes()).slice(-1)).toEqual(['OVER_LIMIT']);
    expect(server.seen.map(sizeOf)).toEqual([200, 200, 200]);
  });
});

describe('a page size that Wonde refuses on a later page', () => {
  it('begins the list anew with 50 rows', async () => {
    await against((request) =>
      sizeOf(request) > 50 && pageOf(request) === 2 ? { status: 422 } : pageOfThree(request),
    );
    expect(await classes()).toEqual([[1, [1], []], ...WHOLE([])]);
  });
});
