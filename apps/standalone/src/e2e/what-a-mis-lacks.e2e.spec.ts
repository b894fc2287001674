import { describe, expect, it } from '@jest/globals';
import type { SchoolResult, SyncResult } from '@gatehouse/wonde-ingest';
import type { WorldSchool } from '@gatehouse/wonde-sandbox';
import type { WondeClientOptions } from '@gatehouse/wonde';
import { aClass, aSchool, contact, employee, ORDER, SCHOOL, student } from '../../testing/a-school.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';
import type { Particular } from '../../testing/particular-mis.js';
import { ParticularMis } from '../../testing/particular-mis.js';
import { standings } from '../../testing/standings.js';
import { exitCodeOf } from '../terminal/exit-code.js';

type Particularity = { -readonly [name in 'answer']?: Particular };

/** A gate whose school stands behind a MIS that answers in its own way, once `mis.answer` says how. */
async function behind(
  school: WorldSchool,
  client: Partial<WondeClientOptions>,
  spec: (scene: {
    gate: Gate;
    mis: Particularity;
    sync: () => Promise<SchoolResult>;
    asked: URL[];
  }) => Promise<void>,
): Promise<void> {
  const mis: Particularity = {};
  const asked: URL[] = [];
  const before = await ParticularMis.open((url) => {
    asked.push(url);
    return mis.answer?.(url);
  });
  try {
    const options = { firstSync: false, client: { ...client, baseUrl: before.baseUrl } };
    await given(
      school,
      async ({ gate }) => {
        before.to = new URL(gate.sandbox.url);
        const sync = async () => onlySchoolOf(await gate.sync());
        await spec({ gate, mis, sync, asked });
      },
      options,
    );
  } finally {
    await before.close();
  }
}

function onlySchoolOf({ schools: [school] }: SyncResult): SchoolResult {
  if (!school) throw new Error('No school was synchronised.');
  return school;
}

const isOf = (url: URL, resource: string) => url.pathname.endsWith(`/${SCHOOL}/${resource}`);
const includes = (url: URL) => (url.searchParams.get('include') ?? '').split(',');
const refused = (description: string) => ({
  status: 400,
  body: { error: 'invalid_include', error_description: description },
});
/** Refuses an include of a resource, from this page on. */
const without =
  (resource: string, include: string, description = include, isLate = false): Particular =>
  (url) =>
    isOf(url, resource) &&
    includes(url).includes(include) &&
    (!isLate || url.searchParams.get('cursor') !== 'true')
      ? refused(description)
      : undefined;

const school = () =>
  aSchool({
    students: ['s1', 's2', 's3'].map((id) => student(id, [contact(`c-${id}`)])),
    employees: ['e1', 'e2', 'e3'].map((id) => employee(id)),
    classes: ['k1', 'k2', 'k3'].map((id) => ({ ...aClass(id, ['s1'], ['e1']), subject: 'm1' })),
    subjects: [{ id: 'm1', name: 'Maths' }],
  });
/** Three pages of each list. */
const client = { perPage: 1 };

describe('an include that the MIS does not have', () => {
  it.each([
    ['from the first page on', false],
    ['from a later page on', true],
  ])('costs no add-on its classes, and is said once: %s', (_name, isLate) =>
    behind(school(), client, async ({ gate, mis, sync, asked }) => {
      mis.answer = without('classes', 'subject', 'subject', isLate);
      for (const run of [1, 2]) {
        const { outcome, problems } = await sync();
        expect({ run, outcome }).toEqual({ run, outcome: 'completed' });
        const [problem, ...others] = problems;
        expect(others).toEqual([]);
        expect(problem?.code).toBe('INCLUDE_LEFT_OUT');
        expect(problem?.message).toContain('class: Wonde refused subject');
      }
      expect(exitCodeOf({ schools: [await sync()] })).toBe(0);
      for (const addOn of ['email-text', 'parent-portal', 'parents-evening'] as const) {
        expect(await gate.documents(addOn, 'class')).toHaveLength(3);
      }
      expect(asked.filter((url) => isOf(url, 'classes') && !includes(url).includes('subject')).length).toBe(
        9,
      );
    }),
  );

  it('takes its fields along, as if the MIS had no value, and gives them back', () =>
    behind(school(), client, async ({ gate, mis, sync }) => {
      const mails = async () =>
        (await gate.documents('email-text', 'employee')).map((document) => 'emails' in document);
      expect((await sync()).problems).toEqual([]);
      expect(await mails()).toEqual([true, true, true]);
      mis.answer = without('employees', 'contact_details', 'Invalid includes');
      expect(await sync()).toMatchObject({ outcome: 'completed', problems: [{ code: 'INCLUDE_LEFT_OUT' }] });
      expect(await mails()).toEqual([false, false, false]);
      mis.answer = undefined;
      expect((await sync()).problems).toEqual([]);
      expect(await mails()).toEqual([true, true, true]);
    }));

  it.each([
    ['students', 'contacts', 'student'],
    ['students', 'contacts.contact_details', 'student'],
    ['employees', 'employment_details', 'employee'],
    ['classes', 'students', 'class'],
  ])('makes %s unreadable where %s is needed, and nothing leaves', (resource, include, kind) =>
    behind(school(), client, async ({ gate, mis, sync }) => {
      await sync();
      const before = (await gate.comparable()).documents;
      mis.answer = without(resource, include);
      const { outcome, problems } = await sync();
      expect(outcome).toBe('partial');
      const problem = problems.find(({ message }) => message.startsWith(`${kind}:`));
      expect(problem?.code).toBe('KIND_UNREADABLE');
      expect(problem?.message).toContain(`invalid_include: ${include}`);
      expect((await gate.comparable()).documents).toEqual(before);
    }),
  );
});

describe('pages that take too long', () => {
  const family = (order: boolean) =>
    Array.from({ length: 65 }, (_, n) =>
      student(`s${n}`, [n === 0 && order ? contact('c0', ORDER) : contact(`c${n}`)]),
    );

  it('are read smaller; an order on a page before acts, although the list that is read anew has it no more', () =>
    behind(
      aSchool({ students: family(true) }),
      { perPage: 60, requestTimeoutMs: 1500, retryBudgetMs: 5000 },
      async ({ gate, mis, sync, asked }) => {
        mis.answer = (url) => {
          const isSlow = isOf(url, 'students') && url.searchParams.get('per_page') === '60';
          if (!isSlow || url.searchParams.get('cursor') === 'true') return undefined;
          gate.sandbox.control.change(SCHOOL, { kind: 'order-lifted', student: 's0', contact: 'c0' });
          return 'hang';
        };
        const { outcome, problems } = await sync();
        expect({ outcome, problems }).toEqual({ outcome: 'completed', problems: [] });
        const sizes = asked
          .filter((url) => isOf(url, 'students'))
          .map((url) => url.searchParams.get('per_page'));
        expect(sizes.slice(0, 4)).toEqual(['60', '60', '50', '50']);
        expect(await standings(gate, 'contact', 'c0')).toMatch(/^excluded: .*ACTIVE/);
        expect(await standings(gate, 'contact', 'c64', ['s64'])).toBe('imported: s64');
        // The next whole reading shows the link without the order: that ends it.
        mis.answer = undefined;
        await sync();
        expect(await standings(gate, 'contact', 'c0', ['s0'])).toBe('imported: s0');
      },
    ));
});
