import { describe, expect, it } from '@jest/globals';
import { until } from '@gatehouse/testing';
import { aSchool, contact, employee, SCHOOL, student } from '../../../testing/a-school.js';
import type { Gate } from '../../../testing/gate.js';
import { given } from '../../../testing/given.js';
import { PEOPLE_ADD_ONS, standings } from '../../../testing/standings.js';
import { watchedEngines } from '../../../testing/watched-engines.js';

const BLOCKED = 'excluded: PERSON_BLOCKED';
const school = () =>
  aSchool({
    students: [student('kim', [contact('mum'), contact('dad')]), student('lee', [contact('mum')])],
    employees: [employee('ms-ng')],
  });
const block = (gate: Gate) => gate.decide('PersonBlocked', { recordKey: gate.keyOf('contact', 'dad') });
const dadIsOut = (gate: Gate) =>
  until('dad is out', async () => (await standings(gate, 'contact', 'dad', ['kim'])) === BLOCKED);
const runs = async (gate: Gate) => (await gate.runs()).filter(({ type }) => type === 'SyncRunStarted').length;

/** restrictions.md, rules 16 and 17. */
describe('a block takes the person out of every read model at once', () => {
  it('between runs, without one', () =>
    given(school(), async ({ gate }) => {
      const before = await runs(gate);
      await block(gate);
      await dadIsOut(gate);
      expect(await runs(gate)).toBe(before);
      expect(await standings(gate, 'contact', 'mum', ['kim', 'lee'])).toBe('imported: kim, lee');
      for (const addOn of PEOPLE_ADD_ONS) {
        expect((await gate.ledger(addOn)).at(-1)?.type).toBe('RestrictionsApplied');
      }
    }));

  it.each(['run-opened', 'roll-call', 'record', 'run-closed'])(
    'in the middle of a run, when %s is about to be sent',
    (instant) => {
      const watch = watchedEngines();
      return given(
        school(),
        async ({ gate, when }) => {
          watch.before[instant] = async () => {
            await block(gate);
            await dadIsOut(gate);
          };
          expect((await when()).outcome).toBe('completed');
          expect(watch.before).toEqual({});
          expect(await standings(gate, 'contact', 'dad')).toBe(BLOCKED);
          expect(await standings(gate, 'contact', 'mum', ['kim', 'lee'])).toBe('imported: kim, lee');
          await when();
          expect(await standings(gate, 'contact', 'dad')).toBe(BLOCKED);
        },
        { engines: watch.on },
      );
    },
  );

  it('when Wonde refuses the token', () =>
    given(school(), async ({ gate }) => {
      gate.sandbox.control.fault({ status: 401 });
      expect((await gate.sync()).schools).toEqual([]);
      await block(gate);
      await dadIsOut(gate);
    }));

  it('when everything was down: at the next start', () =>
    given(school(), async ({ gate }) => {
      gate.sandbox.control.fault({ status: 401 });
      await gate.stopServices();
      await block(gate);
      await gate.restart();
      await dadIsOut(gate);
    }));

  it('and lets the person in again no sooner than a run', () =>
    given(school(), async ({ gate, when }) => {
      await block(gate);
      await dadIsOut(gate);
      await gate.decide('PersonUnblocked', { recordKey: gate.keyOf('contact', 'dad') });
      await gate.restart();
      expect(await standings(gate, 'contact', 'dad')).toBe(BLOCKED);
      await when();
      expect(await standings(gate, 'contact', 'dad', ['kim'])).toBe('imported: kim');
    }));
});

describe('an order takes the person out at once', () => {
  it('while its page is followed by one that takes long to come', () => {
    const watch = watchedEngines();
    return given(
      school(),
      async ({ gate, when }) => {
        const isOut = async () =>
          (await standings(gate, 'contact', 'dad')) === 'excluded: ACTIVE_COURT_ORDER';
        // Nothing of the page was sent yet.
        watch.before['record'] = () => until('dad is out', isOut);
        await when({ kind: 'order-added', contact: 'dad' });
        expect(watch.before).toEqual({});
        expect(await isOut()).toBe(true);
      },
      { engines: watch.on },
    );
  });
});

describe('a pupil who is blocked', () => {
  it('is named by no contact and no class any more, and takes along who has no other child there', () =>
    given(school(), async ({ gate }) => {
      await gate.decide('PersonBlocked', { recordKey: gate.keyOf('student', 'kim') });
      await until('kim is out', async () => (await standings(gate, 'student', 'kim')) === BLOCKED);
      const kim = gate.keyOf('student', 'kim');
      await until(
        'nobody names kim',
        async () => !JSON.stringify((await gate.comparable(SCHOOL)).documents).includes(kim),
      );
      expect(await standings(gate, 'contact', 'dad')).toBe('excluded: NO_CHILD_IN_ADD_ON');
      expect(await standings(gate, 'contact', 'mum', ['kim', 'lee'])).toBe('imported: lee');
    }));
});
