import { describe, expect, it } from '@jest/globals';
import type { Change, Fault, WorldSchool } from '@gatehouse/wonde-sandbox';
import { exitCodeOf } from '../terminal/exit-code.js';
import { aClass, aSchool, contact, employee, event, group, student } from '../../testing/a-school.js';
import { given } from '../../testing/given.js';

const numbers = [1, 2, 3, 4, 5, 6, 7];
const school = (): WorldSchool =>
  aSchool({
    students: numbers.map((n) => student(`s${n}`, [contact(`c${n}`)])),
    employees: numbers.map((n) => employee(`e${n}`)),
    classes: numbers.map((n) => aClass(`k${n}`, [`s${n}`], [`e${n}`])),
    groups: numbers.map((n) => group(`g${n}`, [`s${n}`])),
    events: numbers.map((n) => event(`v${n}`)),
  });
/** Three pages of each list at least, and limits short enough to be reached. */
const client = { perPage: 2, requestTimeoutMs: 2500, retryBudgetMs: 150 };

const status = (code: number): [string, Omit<Fault, 'resource'>] => [`${code}`, { status: code }];
const FAILURES: [string, Omit<Fault, 'resource'>][] = [
  ...[401, 403, 404, 429, 500, 503].map(status),
  ['no answer', { kind: 'timeout' }],
  ['JSON cut off', { kind: 'cut-json' }],
  ['an empty list', { kind: 'empty-list', page: 1 }],
  ['500 from the second page on', { status: 500, page: 2 }],
  ['no answer from the second page on', { kind: 'timeout', page: 2 }],
  ['JSON cut off in the last page', { kind: 'cut-json', page: 3 }],
  ['an empty page in the middle', { kind: 'empty-page', page: 2 }],
  ['an empty page at the end', { kind: 'empty-page', page: 3 }],
  ['a repeated cursor', { kind: 'repeated-cursor', page: 2 }],
  ['a next page on a foreign host', { kind: 'foreign-next', page: 1 }],
];

/** Each resource, and something that leaves it for good while it cannot be read. */
const RESOURCES: [string, Extract<Change, { kind: 'record-deleted' }>, string][] = [
  ['students', { kind: 'record-deleted', resource: 'students', id: 's7' }, 'StudentWithdrawn'],
  ['employees', { kind: 'record-deleted', resource: 'employees', id: 'e7' }, 'EmployeeWithdrawn'],
  ['classes', { kind: 'record-deleted', resource: 'classes', id: 'k7' }, 'ClassWithdrawn'],
  ['groups', { kind: 'record-deleted', resource: 'groups', id: 'g7' }, 'GroupWithdrawn'],
  ['events', { kind: 'record-deleted', resource: 'events', id: 'v7' }, 'CalendarEventWithdrawn'],
];

/** Design section 8.5. */
describe.each(RESOURCES)('while %s cannot be read', (resource, leaving, withdrawal) => {
  it('nothing of them is withdrawn, the run says so, and the next good run is completed', () =>
    given(
      school(),
      async ({ gate, whileFailing, when }) => {
        const before = await gate.ledgers();
        const documents = Object.values((await gate.comparable()).documents).flat().length;
        expect(documents).toBeGreaterThan(5 * 7);
        gate.sandbox.control.change('A1930499544', leaving);
        for (const [name, fault] of FAILURES) {
          const result = await whileFailing({ ...fault, resource });
          // An empty list may be true: a person must say so, save of events that are over (these lie in the past).
          const isEmpty = name === 'an empty list' && resource !== 'events';
          const outcome = isEmpty ? 'held' : 'partial';
          expect({ name, outcome: result.outcome }).toEqual({ name, outcome });
          expect(result.problems.map(({ code }) => code).join()).toMatch(/KIND_UNREADABLE|KIND_EMPTY/);
          expect(exitCodeOf({ schools: [result] })).toBe(isEmpty ? 7 : 6);
          // Rosters that can be read follow who left elsewhere; nothing else may change.
          const types = await typesSince(gate.ledgers(), before);
          expect({ name, types: types.filter((type) => type.endsWith('Withdrawn')) }).toEqual({
            name,
            types: [],
          });
          const after = await gate.comparable();
          expect(Object.values(after.documents).flat()).toHaveLength(documents);
        }
        const { outcome } = await when();
        expect(outcome).toBe('completed');
        expect(await typesSince(gate.ledgers(), before)).toContain(withdrawal);
      },
      { client },
    ));
});

describe('while the members of a class cannot be read', () => {
  it.each([null, 'none', { error: 'gone' }])('its last line stands: %j', (members) =>
    given(school(), async ({ gate, when }) => {
      const before = await gate.documents('email-text', 'class');
      await when({ kind: 'field-edited', resource: 'classes', id: 'k1', path: 'name', value: 'New name' });
      const change = { kind: 'field-edited', resource: 'classes', id: 'k2', path: 'students' } as const;
      const result = await when({ ...change, value: members });
      expect(result.outcome).toBe('partial');
      expect(result.addOns['email-text']?.kinds.class).toMatchObject({ seen: 7, failed: 1, unchanged: 6 });
      const after = await gate.documents('email-text', 'class');
      expect(after.map(({ students }) => students)).toEqual(before.map(({ students }) => students));
    }),
  );
});

describe('while the state or the permissions of a school cannot be read', () => {
  it.each(['meta', 'permissions'])('nothing is changed, and the synchronisation fails: %s', (resource) =>
    given(
      school(),
      async ({ gate, whileFailing, when }) => {
        const before = [await gate.comparable(), await gate.runs()];
        gate.sandbox.control.change('A1930499544', {
          kind: 'permission-withdrawn',
          label: 'Students surname',
        });
        const failures = FAILURES.filter(([, { page, kind }]) => page === undefined || kind === 'empty-list');
        for (const [name, fault] of failures) {
          if (resource === 'meta' && fault.kind === 'empty-list') continue;
          const result = await whileFailing({ ...fault, resource });
          expect({ name, outcome: result.outcome, runId: result.runId }).toEqual({
            name,
            outcome: 'failed',
            runId: null,
          });
          expect([1, 4, 5]).toContain(exitCodeOf({ schools: [result] }));
          expect([await gate.comparable(), await gate.runs()]).toEqual(before);
        }
        expect((await when()).outcome).toBe('completed');
      },
      { client },
    ),
  );

  it.each([401, 403, 404, 429, 500])('the list of schools answers %i: no school is touched', (code) =>
    given(
      school(),
      async ({ gate }) => {
        const before = await gate.comparable();
        gate.sandbox.control.fault({ resource: 'schools', status: code });
        const result = await gate.sync();
        expect(result.schools).toEqual([]);
        expect(exitCodeOf(result)).toBe(code < 429 ? 4 : 5);
        expect(await gate.comparable()).toEqual(before);
      },
      { client },
    ),
  );
});

async function typesSince(
  now: Promise<Record<string, { type: string }[]>>,
  before: Record<string, unknown[]>,
): Promise<string[]> {
  return Object.entries(await now).flatMap(([addOn, lines]) =>
    lines.slice(before[addOn]?.length).map(({ type }) => type),
  );
}
