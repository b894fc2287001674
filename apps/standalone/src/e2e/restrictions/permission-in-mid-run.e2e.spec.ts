import { describe, expect, it } from '@jest/globals';
import { aSchool, contact, ORDER, SCHOOL, student } from '../../../testing/a-school.js';
import type { Gate } from '../../../testing/gate.js';
import { given } from '../../../testing/given.js';
import { history, standings } from '../../../testing/standings.js';
import { watchedEngines } from '../../../testing/watched-engines.js';

const label = 'Contacts court order';
const school = () => aSchool({ students: [student('kim', [contact('mum')]), student('lee')] });
/** Comes to the source with an order that nobody has read yet. */
const newcomer = {
  kind: 'record-added',
  resource: 'students',
  record: student('max', [contact('dad', ORDER)]),
} as const;

const outcomes = async (gate: Gate) =>
  (await gate.runs()).flatMap(({ type, data }) => (type === 'SyncRunCompleted' ? [data['outcome']] : []));

/** While a permission is away Wonde gives null, and the school said that blank means no order. */
describe('the permission of court orders, taken back after it was read as approved', () => {
  it('lets nobody in whose order could not be read; the run that follows at once takes everybody out', () => {
    const watch = watchedEngines();
    return given(
      school(),
      async ({ gate, when }) => {
        await gate.decide('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
        await when();
        watch.before['run-opened'] = async () =>
          gate.sandbox.control.change(SCHOOL, { kind: 'permission-withdrawn', label });
        await when(newcomer);
        expect(await outcomes(gate)).toEqual(['completed', 'completed', 'partial', 'completed']);
        expect(await history(gate, 'parent-portal', 'contact', 'dad')).toEqual([]);
        expect(await standings(gate, 'contact', 'mum')).toBe('withdrawn: PERMISSION_WITHDRAWN');
        await when({ kind: 'permission-granted', label });
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
        expect(await standings(gate, 'contact', 'dad')).toBe('excluded: ACTIVE_COURT_ORDER');
      },
      { engines: watch.on },
    );
  });

  it('and given again before the last page: nobody leaves, nobody comes, and another run follows at once', () => {
    const watch = watchedEngines();
    return given(
      school(),
      async ({ gate, when }) => {
        await gate.decide('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
        await when();
        const { control } = gate.sandbox;
        watch.before['run-opened'] = async () =>
          control.change(SCHOOL, { kind: 'permission-withdrawn', label });
        // The page with Max was read.
        watch.before['RowsCarry'] = async () => {
          control.change(SCHOOL, { kind: 'permission-granted', label });
          const replace = { find: '"2025-01-06 09:00:00', with: '"2026-11-02 10:00:00' };
          control.fault({ resource: 'permissions', replace });
        };
        await when(newcomer);
        expect(watch.before).toEqual({});
        expect(await outcomes(gate)).toEqual(['completed', 'completed', 'partial', 'completed']);
        // One line only, of the run in which the order could be read; and none about Mum but her first.
        expect(await history(gate, 'parent-portal', 'contact', 'dad')).toEqual(['ContactExcluded']);
        expect(await standings(gate, 'contact', 'dad')).toBe('excluded: ACTIVE_COURT_ORDER');
        expect(await history(gate, 'parent-portal', 'contact', 'mum')).toHaveLength(1);
      },
      { engines: watch.on },
    );
  });
});
