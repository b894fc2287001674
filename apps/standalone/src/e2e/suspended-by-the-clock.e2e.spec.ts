import { describe, expect, it } from '@jest/globals';
import { projectSchools, SCHOOLS, SCHOOLS_OWNER } from '@gatehouse/cms-projector';
import { aSchool, contact, employee, SCHOOL, student } from '../../testing/a-school.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';

const school = () => aSchool({ students: [student('kim', [contact('mum')])], employees: [employee('ann')] });
const NOON = Date.parse('2026-09-01T12:00:00.000Z');
const day = (days: number, seconds = 0) => NOON + days * 86_400_000 + seconds * 1000;
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** A clock that stands still until it is set. */
function aClock() {
  let time = NOON;
  return { now: () => new Date(time), set: (to: number) => (time = to) };
}

/** What the CMS is answered now: how the list shows the school, and the status of each kind's list. */
async function answers(gate: Gate, address: string) {
  const headers = { authorization: `Bearer ${gate.directory.apiKey}` };
  const ask = async (path: string) => fetch(`${address}/v1/schools${path}`, { headers });
  const place = `/${SCHOOL}/add-ons/parent-portal`;
  const { data } = (await (await ask('')).json()) as { data: { [field: string]: unknown }[] };
  const statusOf = async (path: string) => (await ask(`${place}/${path}`)).status;
  return {
    access: data[0]?.['access'],
    suspended: data[0]?.['suspended'],
    suspendedKinds: data[0]?.['suspendedKinds'],
    contact: await statusOf('contact'),
    one: await statusOf(`contact/${gate.documentIdOf('contact', 'mum')}`),
    employee: await statusOf('employee'),
  };
}
const SERVED = { access: 'approved', contact: 200, one: 200, employee: 200 };
const NOTHING = { access: 'suspended', contact: 403, one: 403, employee: 403 };

/** What is recorded of the school, without its runs. */
const recorded = async (gate: Gate) =>
  (await gate.runs()).flatMap(({ type, data }) =>
    type === 'SchoolSuspended' ? [[type, data['why'], ...[data['kinds'] ?? []].flat()].join(' ')]
    : type === 'SchoolListed' ? [type]
    : []); // prettier-ignore

describe('a school that is in no list any more', () => {
  it('is served for seven days, the operator told from the second; then nothing is served, and nothing erased', async () => {
    const { now, set } = aClock();
    await given(
      school(),
      async ({ gate, when }) => {
        const address = await gate.services.listen(0);
        const before = await gate.comparable();
        const codes = async () => (await when()).problems.map(({ code }) => code);
        set(day(0, 3600));
        const first = await when({ kind: 'school-state', state: 'unknown' });
        expect(first.problems.map(({ code }) => code)).toEqual(['SCHOOL_NOT_READY']);
        set(day(1));
        const [, told] = (await when()).problems;
        expect(told).toMatchObject({ code: 'SCHOOL_UNLISTED', message: expect.stringContaining(dateOf(day(7))) }); // prettier-ignore
        set(day(7, -1));
        expect(await codes()).toContain('SCHOOL_UNLISTED');
        expect(await answers(gate, address)).toMatchObject(SERVED);

        // Nobody looks any more: whoever serves knows it by its own clock.
        set(day(7));
        expect(await answers(gate, address)).toMatchObject({
          ...NOTHING,
          suspended: { why: 'unlisted', since: now().toISOString() },
        });
        expect(await recorded(gate)).toEqual([]);
        expect(await gate.comparable()).toEqual(before);

        set(day(8));
        const { outcome, problems } = await when();
        expect([outcome, problems.map(({ code }) => code)]).toEqual(['skipped', ['SCHOOL_NOT_READY', 'SCHOOL_SUSPENDED']]); // prettier-ignore
        await codes();
        expect(await recorded(gate)).toEqual(['SchoolSuspended unlisted']);

        // Listed again, but no run can begin: still nothing is served.
        await when({ kind: 'school-state', state: 'offline' });
        expect(await recorded(gate)).toEqual(['SchoolSuspended unlisted', 'SchoolListed']);
        expect(await answers(gate, address)).toMatchObject(NOTHING);
        expect(await gate.comparable()).toEqual(before);
        expect((await when({ kind: 'school-state', state: 'approved' })).outcome).toBe('completed');
        expect(await answers(gate, address)).toMatchObject(SERVED);
      },
      { now },
    );
  });

  it('and neither is one that is approved all the time while wonde-ingest is dead', async () => {
    const { now, set } = aClock();
    await given(
      school(),
      async ({ gate, when, whileFailing }) => {
        const address = await gate.services.listen(0);
        set(day(10));
        expect(await answers(gate, address)).toMatchObject(NOTHING);
        // It lives again, and its first run fails.
        expect((await whileFailing({ resource: 'permissions', status: 500 })).outcome).toBe('failed');
        expect(await answers(gate, address)).toMatchObject(NOTHING);
        expect(await recorded(gate)).toEqual(['SchoolSuspended unlisted', 'SchoolListed']);
        await when();
        expect(await answers(gate, address)).toMatchObject(SERVED);
      },
      { now },
    );
  });
});

describe('a school that is approved, and cannot be read', () => {
  it('is served for thirty days, and each day it is recorded once that it is listed', async () => {
    const { now, set } = aClock();
    await given(
      school(),
      async ({ gate, when }) => {
        const address = await gate.services.listen(0);
        await when({ kind: 'school-state', state: 'offline' });
        expect(await recorded(gate)).toEqual([]);
        for (let days = 1; days < 30; days += 1) {
          set(day(days));
          const { outcome, problems } = await when();
          expect([outcome, problems.map(({ code }) => code)]).toEqual(['skipped', ['SCHOOL_NOT_READY', 'KIND_UNREAD']]); // prettier-ignore
          set(day(days, 3600));
          await when();
          expect(await answers(gate, address)).toMatchObject(SERVED);
        }
        expect(await recorded(gate)).toEqual(Array.from({ length: 29 }, () => 'SchoolListed'));
        set(day(30));
        expect(await answers(gate, address)).toMatchObject({ ...NOTHING, access: 'approved' });
        const { problems } = await when();
        expect(problems[1]).toMatchObject({ code: 'KIND_SUSPENDED', message: expect.stringContaining('contact') }); // prettier-ignore
        expect((await recorded(gate)).slice(29)).toEqual([
          'SchoolSuspended unread student contact employee class group event',
          'SchoolListed',
        ]);
        await when({ kind: 'school-state', state: 'approved' });
        expect(await answers(gate, address)).toMatchObject(SERVED);
      },
      { now },
    );
  });
});

describe('a kind that cannot be read', () => {
  it('is not served after thirty days, alone, and again when it was read', async () => {
    const { now, set } = aClock();
    await given(
      school(),
      async ({ gate, when, whileFailing }) => {
        const address = await gate.services.listen(0);
        const refused = { resource: 'employees', status: 403 };
        const codes: string[][] = [];
        for (let days = 0; days < 30; days += 5) {
          set(day(days, 60));
          codes.push((await whileFailing(refused)).problems.map(({ code }) => code));
        }
        expect(codes).toEqual([['KIND_UNREADABLE'], ...Array.from({ length: 5 }, () => ['KIND_UNREADABLE', 'KIND_UNREAD'])]); // prettier-ignore
        set(day(30, -1));
        expect(await answers(gate, address)).toMatchObject(SERVED);
        set(day(30));
        expect(await answers(gate, address)).toMatchObject({
          ...SERVED,
          employee: 403,
          suspendedKinds: { employee: now().toISOString() },
        });
        const { outcome, problems } = await whileFailing(refused);
        expect([outcome, problems.map(({ code }) => code)]).toEqual(['partial', ['KIND_UNREADABLE', 'KIND_SUSPENDED']]); // prettier-ignore
        await whileFailing(refused);
        expect(await recorded(gate)).toEqual(['SchoolSuspended unread employee']);
        await when();
        const served = await answers(gate, address);
        expect(served).toMatchObject(SERVED);
        expect(served.suspendedKinds).toBeUndefined();
      },
      { now },
    );
  });
});

describe('the document of a school', () => {
  it('comes from its events alone, and events that are repeated change nothing', async () => {
    const { now, set } = aClock();
    await given(
      school(),
      async ({ gate, when, whileFailing }) => {
        set(day(2));
        await whileFailing({ resource: 'employees', status: 403 });
        set(day(12));
        await when({ kind: 'school-state', state: 'declined' });
        await when({ kind: 'school-state', state: 'offline' });
        const { readModels } = gate.engines;
        const stored = async () => (await readModels.get(SCHOOLS, SCHOOLS_OWNER, SCHOOL))?.document;
        const live = await stored();
        expect(live).toMatchObject({ access: 'suspended' });
        const events = await gate.runs();
        expect(await projectSchools(events, readModels)).toEqual([]);
        await readModels.drop(SCHOOLS);
        await readModels.write(await projectSchools(events, readModels));
        expect(JSON.stringify(await stored())).toBe(JSON.stringify(live));
      },
      { now },
    );
  });
});
