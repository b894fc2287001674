import { describe, expect, it } from '@jest/globals';
import { placesOf } from '@gatehouse/testing';
import type { Fault } from '@gatehouse/wonde-sandbox';
import { exitCodeOf } from '../terminal/exit-code.js';
import { aClass, allBut, aSchool, contact, employee, event, group, student } from '../../testing/a-school.js';
import { given } from '../../testing/given.js';
import { history, PEOPLE_ADD_ONS, standings } from '../../testing/standings.js';

const records = () => ({
  students: [student('kim', [contact('mum')])],
  employees: [employee('ms-ng')],
  classes: [aClass('maths', ['kim'], ['ms-ng'])],
  groups: [group('7b', ['kim'])],
  events: [event('fair')],
});
const school = () => aSchool(records());
const nothingReadable: Fault[] = ['students', 'employees', 'classes', 'groups', 'events'].map((resource) => ({
  resource,
  status: 404,
}));
const client = { retryBudgetMs: 50 };

/** Design section 3, field permissions. */
describe('a required permission taken back', () => {
  it.each([
    ['the source can be read', [] as Fault[], 'completed'],
    ['the source cannot be read', nothingReadable, 'partial'],
  ])('blocks the add-ons that require it and erases what came in, when %s', (_, faults, outcome) =>
    given(
      school(),
      async ({ gate, when, whileFailing }) => {
        const before = await gate.comparable();
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
        gate.sandbox.control.change('A1930499544', {
          kind: 'permission-withdrawn',
          label: 'Contacts court order',
        });
        gate.sandbox.control.clearRequests();
        const result = await whileFailing(...faults);
        expect(result.outcome).toBe(outcome);
        const ledgers = await gate.ledgers();
        for (const addOn of PEOPLE_ADD_ONS) {
          expect(result.addOns[addOn]).toMatchObject({ state: 'blocked', missing: ['Contacts court order'] });
          const values = ledgers[addOn].flatMap((line) => line.values ?? []);
          expect(new Set(values)).toEqual(new Set(['erased']));
          const present = Object.values(result.addOns[addOn]?.kinds ?? {}).map((kind) => kind.present);
          expect(Math.max(0, ...present)).toBe(0);
        }
        for (const [kind, id] of [
          ['student', 'kim'],
          ['contact', 'mum'],
          ['employee', 'ms-ng'],
          ['class', 'maths'],
          ['group', '7b'],
        ] as const) {
          expect(await standings(gate, kind, id)).toBe('withdrawn: PERMISSION_WITHDRAWN');
        }
        const asked = gate.sandbox.control
          .requests()
          .map(({ url }) => url)
          .join(' ');
        expect(asked).not.toMatch(/students|employees|classes|groups/);
        expect(ledgers['mis-calendar']).toHaveLength(1);

        await when({ kind: 'permission-granted', label: 'Contacts court order' });
        expect((await gate.comparable()).documents).toEqual(before.documents);
      },
      { client },
    ),
  );
});

describe('an optional permission taken back', () => {
  it('turns a whole feature off: its kind leaves that add-on, and no other', () =>
    given(school(), async ({ gate, when }) => {
      const result = await when({ kind: 'permission-withdrawn', label: 'Employees telephone' });
      expect(result.outcome).toBe('completed');
      expect(result.addOns['email-text']).toMatchObject({ state: 'ready', missing: [] });
      const [emailText, portal] = await standings(gate, 'employee', 'ms-ng');
      expect([emailText, portal]).toEqual(['withdrawn: PERMISSION_WITHDRAWN', 'imported']);
      expect(await history(gate, 'email-text', 'employee', 'ms-ng')).toEqual(['erased', 'EmployeeWithdrawn']);
      expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
      await when({ kind: 'permission-granted', label: 'Employees telephone' });
      expect(await standings(gate, 'employee', 'ms-ng')).toBe('imported');
    }));

  it.each([
    ['the source can be read', [] as Fault[]],
    ['the source cannot be read', nothingReadable],
  ])('takes its fields back and destroys the key they lay under, when %s', (_, faults) =>
    given(
      school(),
      async ({ gate, when, whileFailing }) => {
        const [full] = await gate.documents('parent-portal', 'contact');
        expect(full).toMatchObject({ phones: { mobile: '07700 mum' }, addresses: expect.anything() });
        gate.sandbox.control.change('A1930499544', {
          kind: 'permission-withdrawn',
          label: 'Contacts telephone',
        });
        await whileFailing(...faults);
        const [reduced] = await gate.documents('parent-portal', 'contact');
        const { phones: _phones, addresses: _addresses, ...rest } = full ?? {};
        expect(reduced).toEqual(rest);
        const { id: _id, ...values } = rest;
        const children = [{ id: gate.keyOf('student', 'kim'), priority: 1 }];
        expect(await history(gate, 'parent-portal', 'contact', 'mum')).toEqual([
          'erased',
          { ...values, children },
        ]);
        await when({ kind: 'permission-granted', label: 'Contacts telephone' });
        expect(await gate.documents('parent-portal', 'contact')).toEqual([full]);
      },
      { client },
    ),
  );
});

describe('what stands inside a permitted field and was not permitted', () => {
  const SECRET = 'zzSECRETzz';
  const details = {
    salutation: 'Dear mum',
    emails: { email: 'mum@example.test', mobile: `07700 900123 ${SECRET}`, carer: `Ada ${SECRET}` },
    phones: { mobile: '07700 900124', note: `Bob next door ${SECRET}` },
    addresses: {
      home: { street: 'High St', neighbour: `Cy ${SECRET}` },
      friend: { street: `Low St ${SECRET}` },
    },
  };
  const subject = { id: 'A50', name: 'Maths', code: 'Ma', teacher: `Ms Ng ${SECRET}` };
  const start = { date: '2026-09-10 09:00:00.000000', timezone_type: 3, timezone: 'Europe/London' };
  const withMore = () =>
    aSchool({
      students: [student('kim', [contact('mum', undefined, { contact_details: { data: details } })])],
      employees: [employee('ms-ng')],
      classes: [{ ...aClass('maths', ['kim'], ['ms-ng']), subject: { data: subject } }],
      events: [event('fair', { start_at: { ...start, led_by: `Ms Ng ${SECRET}` } })],
    });

  it('comes into no add-on: no telephone beside the e-mail addresses, no name beside the subject', () =>
    given(withMore(), async ({ gate, last }) => {
      expect(last().outcome).toBe('completed');
      const [inEvening] = await gate.documents('parents-evening', 'contact');
      expect(inEvening).toMatchObject({ salutation: 'Dear mum', emails: { email: 'mum@example.test' } });
      expect(JSON.stringify(inEvening)).not.toMatch(/07700|High St/);
      expect(Object.keys(inEvening?.['emails'] ?? {})).toEqual(['email']);
      const [maths] = await gate.documents('parents-evening', 'class');
      expect(maths?.['subject']).toEqual({ data: { id: 'A50', name: 'Maths', code: 'Ma' } });
      expect((await gate.documents('email-text', 'contact'))[0]).toMatchObject({
        phones: { mobile: '07700 900124' },
        addresses: { home: { street: 'High St' } },
      });
      expect((await gate.documents('mis-calendar', 'event'))[0]).toMatchObject({ start_at: start });
      expect(JSON.stringify(await gate.comparable())).not.toContain(SECRET);
      expect(placesOf([SECRET], gate.directory.folder)).toEqual([]);
    }));
});

describe('an empty permission list', () => {
  it('changes nothing and fails the run', () =>
    given(school(), async ({ gate, whileFailing }) => {
      const before = await gate.comparable();
      const result = await whileFailing({ resource: 'permissions', kind: 'empty-list' });
      expect(result.outcome).toBe('failed');
      expect(await gate.comparable()).toEqual(before);
    }));
});

describe('a school that revokes the app', () => {
  it('has everything withdrawn and erased, as a result and no error; approved again, all is back', () =>
    given(school(), async ({ gate, when }) => {
      const before = await gate.comparable();
      const revoked = await when({ kind: 'school-state', state: 'revoked' });
      expect(exitCodeOf({ schools: [revoked] })).toBe(0);
      const { documents, ledgers } = await gate.comparable();
      expect(Object.values(documents).flat()).toEqual([]);
      const lines = Object.values(ledgers).flatMap((records) => Object.values(records).flat());
      expect(new Set(lines.flatMap(({ values }) => values ?? []))).toEqual(new Set(['erased']));
      expect(await standings(gate, 'contact', 'mum')).toBe('withdrawn: ACCESS_REVOKED');

      await when();
      expect(await gate.comparable()).toEqual({ documents, ledgers });

      expect((await when({ kind: 'school-state', state: 'approved' })).outcome).toBe('completed');
      expect((await gate.comparable()).documents).toEqual(before.documents);
    }));

  it.each(['offline', 'pending', 'declined', 'unknown'] as const)(
    'is not one that is %s: nothing is withdrawn',
    (state) =>
      given(school(), async ({ gate, when }) => {
        const before = await gate.comparable();
        const result = await when({ kind: 'school-state', state });
        expect(result.outcome).toBe('skipped');
        expect(exitCodeOf({ schools: [result] })).toBe(0);
        expect(await gate.comparable()).toEqual(before);
      }),
  );
});

describe('an optional permission taken back', () => {
  it('erases what came in under it, also what the source had stopped delivering before', () =>
    given(school(), async ({ gate, when }) => {
      await when({
        kind: 'field-edited',
        resource: 'contacts',
        id: 'mum',
        path: 'contact_details',
        value: { data: { emails: { email: 'mum@example.test' } } },
      });
      expect(JSON.stringify(await history(gate, 'parent-portal', 'contact', 'mum'))).toContain('07700 mum');
      await when({ kind: 'permission-withdrawn', label: 'Contacts telephone' });
      expect(await standings(gate, 'contact', 'mum', ['kim'])).toContain('imported: kim');
      expect(JSON.stringify(await history(gate, 'parent-portal', 'contact', 'mum'))).not.toContain('07700');
      expect(await history(gate, 'parent-portal', 'contact', 'mum')).toContain('erased');
    }));
});

describe('a permission list with a row that cannot be read', () => {
  it('changes nothing and fails the run', () =>
    given(school(), async ({ gate, when }) => {
      const before = await gate.comparable();
      const permissions = [...allBut('Contacts email'), { name: 7, approved: true }];
      await gate.serve({ schools: [aSchool(records(), { permissions })] });
      const result = await when();
      expect(result).toMatchObject({
        outcome: 'failed',
        runId: null,
        problems: [{ code: 'PERMISSIONS_UNREADABLE' }],
      });
      expect(await gate.comparable()).toEqual(before);
    }));
});
