import { describe, expect, it } from '@jest/globals';
import { until } from '@gatehouse/testing';
import { aSchool, contact, employee, ORDER, SCHOOL, student } from '../../../testing/a-school.js';
import { given } from '../../../testing/given.js';
import { standings } from '../../../testing/standings.js';
import { watchedEngines } from '../../../testing/watched-engines.js';

const school = () =>
  aSchool({
    students: [
      student('kim', [contact('mum'), contact('dad')]),
      student('lee', [contact('mum'), contact('gran', ORDER)]),
    ],
    employees: [employee('ms-ng')],
  });

/** Design section 8.1 and 8.3: nobody who is rightly in leaves for a restart, and no key of theirs is destroyed. */
describe('writers that are restarted in the middle of a run', () => {
  it.each(['run-opened', 'roll-call', 'record', 'run-closed'])(
    'when %s is about to be sent: ledgers and what they open stay as they were',
    (instant) => {
      const watch = watchedEngines();
      return given(
        school(),
        async ({ gate, when }) => {
          const before = await gate.comparable();
          watch.before[instant] = () => gate.restartWriters();
          const { outcome } = await when();
          expect(outcome).toBe('completed');
          expect(watch.before).toEqual({});
          await when();
          expect(await gate.comparable()).toEqual(before);
        },
        { engines: watch.on },
      );
    },
  );
});

describe('an order that was read just before everything was restarted', () => {
  it('takes the person out all the same, although Wonde then refuses', () =>
    given(school(), async ({ gate }) => {
      const { control } = gate.sandbox;
      control.change(SCHOOL, { kind: 'order-added', contact: 'dad' });
      // Nobody acts on what is read, and the run does not end.
      await gate.stopWriters();
      const known = (await gate.restrictions()).length;
      const running = gate.services.ingest.syncAll();
      await until('the order is remembered', async () => (await gate.restrictions()).length > known);
      expect(await standings(gate, 'contact', 'dad', ['kim'])).toBe('imported: kim');
      await gate.stop();
      await running;

      control.fault({ resource: 'schools', status: 401 });
      await gate.start();
      const isOut = async () => (await standings(gate, 'contact', 'dad')) === 'excluded: ACTIVE_COURT_ORDER';
      await until('dad is out', isOut);
      expect((await gate.sync()).schools).toEqual([]);
      expect(await standings(gate, 'contact', 'dad')).toBe('excluded: ACTIVE_COURT_ORDER');
      expect(await standings(gate, 'contact', 'mum', ['kim', 'lee'])).toBe('imported: kim, lee');
    }));
});
