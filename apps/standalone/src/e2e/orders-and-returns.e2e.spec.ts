import { describe, expect, it } from '@jest/globals';
import { aClass, aSchool, CARER, contact, ORDER, student } from '../../testing/a-school.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';
import { history, PEOPLE_ADD_ONS, standings } from '../../testing/standings.js';

const children = ['kim', 'lee'];
const onBoth = (other = {}) =>
  aSchool({
    students: [student('kim', [contact('mum')]), student('lee', [contact('mum', { ...CARER, ...other })])],
  });

const lift = (gate: Gate) => gate.say('RestrictionLifted', { row: gate.keyOf('contact', 'mum') });

/** Design section 3, contact and withdrawal; restrictions.md. */
describe('a court order', () => {
  it('added later takes the contact out everywhere and erases it; lifted, it comes in again', () =>
    given(onBoth(), async ({ gate, when }) => {
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim, lee');
      await when({ kind: 'order-added', contact: 'mum', student: 'lee' });
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      // At once, from the page that said so; then with the classes of all links.
      const gone = ['erased', 'ContactExcluded', 'ContactExcluded'];
      expect(await history(gate, 'email-text', 'contact', 'mum')).toEqual(gone);
      await when({ kind: 'order-lifted', contact: 'mum', student: 'lee' });
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim, lee');
      // The run that read the end of the order lets nobody in; the next one, started at once, does.
      expect(await history(gate, 'email-text', 'contact', 'mum')).toEqual([
        ...gone,
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

  it('is remembered when its child has left, until a word lifts it', () =>
    given(onBoth({ court_order: true }), async ({ gate, when }) => {
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      await when({ kind: 'record-deleted', resource: 'students', id: 'lee' });
      expect(await standings(gate, 'student', 'lee')).toBe('withdrawn: NOT_IN_SOURCE');
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      await when();
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      await lift(gate);
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

/** Each of these once let somebody in whom the source had never set free. */
describe('a court order is not lost', () => {
  const onlyKim = () => student('kim', [contact('mum')]);
  const ordered = () => [onlyKim(), student('lee', [contact('mum', ORDER)])];

  it.each([
    ['a permission was taken back', 'ADD_ON_BLOCKED'],
    ['the add-on was taken off', 'ADD_ON_OFF'],
    ['the school withdrew its approval', 'REVOKED'],
  ])('when %s for a while, and the list is short afterwards', (_, how) =>
    given(aSchool({ students: ordered() }), async ({ gate, when }) => {
      const all = [...PEOPLE_ADD_ONS, 'mis-calendar'];
      const label = 'Contacts court order';
      if (how === 'ADD_ON_BLOCKED') await when({ kind: 'permission-withdrawn', label });
      if (how === 'ADD_ON_OFF') {
        await gate.decide('AddOnsPurchased', { addOns: ['mis-calendar'] });
        await when();
        await gate.decide('AddOnsPurchased', { addOns: all });
      }
      if (how === 'REVOKED') await when({ kind: 'school-state', state: 'revoked' });
      expect(await standings(gate, 'student', 'lee')).toMatch(/^withdrawn: (PERMISSION|ADD_ON|ACCESS)/);
      await gate.serve({ schools: [aSchool({ students: [onlyKim()] })] });
      await when();
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      // Lee is now gone by a run that was closed: that ends no order.
      expect(await standings(gate, 'student', 'lee')).toBe('withdrawn: NOT_IN_SOURCE');
      await when();
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      await lift(gate);
      await when();
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim');
    }),
  );

  it('when one row of the contact names the person and the row with the order does not', () =>
    given(
      aSchool({
        students: [
          student('kim', [contact('mum', CARER, { upi: 'u' }), contact('mum-2', CARER, { upi: 'u' })]),
          student('lee', [contact('mum', ORDER, { upi: null })]),
        ],
      }),
      async ({ gate }) => {
        expect(await standings(gate, 'contact', 'mum-2', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      },
    ));

  it('when the id of the row that carried it can no longer be read', () =>
    given(aSchool({ students: ordered() }), async ({ gate, when }) => {
      const rows = [onlyKim(), student('lee', [{ ...contact('mum', ORDER), id: 12345, upi: null }])];
      await gate.serve({ schools: [aSchool({ students: rows })] });
      expect((await when()).outcome).toBe('partial');
      expect(await standings(gate, 'contact', 'mum', children)).toMatch(/^excluded: ACTIVE_COURT_ORDER/);
    }));

  it('when the source no longer says who the person is', () =>
    given(
      aSchool({
        students: [
          student('kim', [contact('mum', CARER, { upi: 'u' })]),
          student('lee', [contact('mum-2', ORDER, { upi: 'u' })]),
        ],
      }),
      async ({ gate, when }) => {
        await when({ kind: 'field-edited', resource: 'contacts', id: 'mum', path: 'upi', value: null });
        expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
        const before = await gate.ledger('email-text');
        await when();
        expect(await gate.ledger('email-text')).toEqual(before);
      },
    ));
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

describe('a child who leaves while a class still lists it', () => {
  it('is named nowhere when the run has ended', () =>
    given(
      aSchool({
        students: [student('kim', [contact('mum')]), student('lee', [contact('mum')])],
        classes: [aClass('7A', ['kim', 'lee'])],
      }),
      async ({ gate, when }) => {
        const [kim, lee] = ['kim', 'lee'].map((id) => gate.documentIdOf('student', id));
        const named = async () =>
          (await gate.documents('email-text', 'class')).map(({ students }) => students);
        expect(JSON.stringify(await named())).toContain(lee);
        const rows = {
          students: [student('kim', [contact('mum')])],
          classes: [aClass('7A', ['kim', 'lee'])],
        };
        await gate.serve({ schools: [aSchool(rows)] });
        await when();
        expect(await named()).toEqual([[{ id: kim }]]);
        const before = await gate.ledger('email-text');
        await when();
        expect(await gate.ledger('email-text')).toEqual(before);
      },
    ));
});
