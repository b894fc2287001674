import { describe, expect, it } from '@jest/globals';
import { aSchool, CARER, contact, ORDER, student } from '../../testing/a-school.js';
import { given } from '../../testing/given.js';
import { history, standings } from '../../testing/standings.js';

const children = ['kim', 'lee'];
const onBoth = (other = {}) =>
  aSchool({
    students: [student('kim', [contact('mum')]), student('lee', [contact('mum', { ...CARER, ...other })])],
  });

/** Design section 3, contact and withdrawal. */
describe('a court order', () => {
  it('added later takes the contact out everywhere and erases it; lifted, it comes in again', () =>
    given(onBoth(), async ({ gate, when }) => {
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim, lee');
      await when({ kind: 'order-added', contact: 'mum', student: 'lee' });
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      expect(await history(gate, 'email-text', 'contact', 'mum')).toEqual(['erased', 'ContactExcluded']);
      await when({ kind: 'order-lifted', contact: 'mum', student: 'lee' });
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim, lee');
      expect(await history(gate, 'email-text', 'contact', 'mum')).toEqual([
        'erased',
        'ContactExcluded',
        expect.objectContaining({ forename: 'Forename mum' }),
      ]);
    }));

  it('counts for every contact of the person, whichever of them carries it', () =>
    given(
      aSchool({
        students: [
          student('kim', [contact('mum', CARER, { upi: 'one-person' }), contact('gran')]),
          student('lee', [contact('mum-again', ORDER, { upi: 'one-person' })]),
        ],
      }),
      async ({ gate, when }) => {
        expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
        expect(await standings(gate, 'contact', 'mum-again', children)).toBe('excluded: ACTIVE_COURT_ORDER');
        expect(await standings(gate, 'contact', 'gran', children)).toBe('imported: kim');
        await when({ kind: 'order-lifted', contact: 'mum-again' });
        expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim');
        expect(await standings(gate, 'contact', 'mum-again', children)).toBe('imported: lee');
        await when({ kind: 'order-added', contact: 'mum' });
        expect(await standings(gate, 'contact', 'mum-again', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      },
    ));

  it('is remembered while its child is missing, until the withdrawal of the child was closed', () =>
    given(onBoth({ court_order: true }), async ({ gate, when }) => {
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      await when({ kind: 'record-deleted', resource: 'students', id: 'lee' });
      expect(await standings(gate, 'student', 'lee')).toBe('withdrawn: NOT_IN_SOURCE');
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      await when();
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim');
    }));

  it('is remembered while the list of students cannot be read to its end', () =>
    given(
      onBoth({ court_order: true }),
      async ({ gate, whileFailing }) => {
        for (let run = 0; run < 3; run += 1)
          await whileFailing({ resource: 'students', page: 2, status: 500 });
        expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      },
      { client: { perPage: 1, retryBudgetMs: 100 } },
    ));

  it('is remembered when the contact itself was gone for a while', () =>
    given(onBoth({ court_order: true }), async ({ gate, when }) => {
      await when({ kind: 'record-added', resource: 'students', record: student('max', [contact('dad')]) });
      await when({ kind: 'record-deleted', resource: 'contacts', id: 'mum' });
      expect(await standings(gate, 'contact', 'mum')).toBe('withdrawn: NOT_IN_SOURCE');
      await when(
        { kind: 'record-back', resource: 'contacts', id: 'mum' },
        { kind: 'record-deleted', resource: 'students', id: 'lee' },
      );
      expect(await standings(gate, 'contact', 'mum')).toBe('excluded: ACTIVE_COURT_ORDER');
    }));
});

describe('responsibility removed', () => {
  it('for one child drops that child, for all of them takes the contact out', () =>
    given(onBoth(), async ({ gate, when }) => {
      await when({ kind: 'responsibility-set', contact: 'mum', student: 'lee', value: false });
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim');
      await when({ kind: 'responsibility-set', contact: 'mum', student: 'kim', remove: true });
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: NO_PARENTAL_RESPONSIBILITY');
    }));
});

describe('a person who leaves the source', () => {
  it('is withdrawn and erased, and comes in again when back under the same id', () =>
    given(onBoth(), async ({ gate, when }) => {
      await when({ kind: 'record-deleted', resource: 'students', id: 'lee' });
      expect(await standings(gate, 'student', 'lee')).toBe('withdrawn: NOT_IN_SOURCE');
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim');
      expect(await history(gate, 'parent-portal', 'student', 'lee')).toEqual(['erased', 'StudentWithdrawn']);
      await when({ kind: 'record-back', resource: 'students', id: 'lee' });
      expect(await standings(gate, 'student', 'lee')).toBe('imported');
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim, lee');
      expect(await history(gate, 'parent-portal', 'student', 'lee')).toEqual([
        'erased',
        'StudentWithdrawn',
        expect.objectContaining({ surname: 'Surname lee' }),
      ]);
    }));

  it('comes back under a new id as a new record of the same person', () =>
    given(onBoth(), async ({ gate, when }) => {
      await when({ kind: 'record-deleted', resource: 'students', id: 'lee' });
      await when({ kind: 'record-back', resource: 'students', id: 'lee', asNewId: 'lee-2' });
      expect(await standings(gate, 'student', 'lee')).toBe('withdrawn: NOT_IN_SOURCE');
      expect(await standings(gate, 'student', 'lee-2')).toBe('imported');
      const keys = ['lee', 'lee-2'].map((id) => gate.keyOf('student', id));
      const lines = await gate.ledger('email-text');
      const persons = lines
        .filter(({ data }) => keys.includes(String(data['recordKey'])))
        .map(({ data }) => data['personKey']);
      expect(new Set(persons).size).toBe(1);
      expect(persons[0]).toMatch(/^[0-9a-f]{32}$/);
    }));
});
