import { describe, expect, it } from '@jest/globals';
import type { RawRecord } from '@gatehouse/wonde-sandbox';
import { allBut, aSchool, CARER, contact, ORDER, student } from '../../../testing/a-school.js';
import { given } from '../../../testing/given.js';
import { standing } from '../../../testing/standing.js';
import { PEOPLE_ADD_ONS, standings } from '../../../testing/standings.js';

const ALL = [...PEOPLE_ADD_ONS, 'mis-calendar'];
const ORDERED = 'excluded: ACTIVE_COURT_ORDER';
const leeLeaves = { kind: 'record-deleted', resource: 'students', id: 'lee' } as const;

/** Mum comes in for Kim alone, were it not for the order about Lee. */
const family = (options: Parameters<typeof aSchool>[1] = {}) =>
  aSchool({ students: [student('kim', [contact('mum')]), student('lee', [contact('mum', ORDER)])] }, options);

/** restrictions.md: the memory is the school's, over all ledgers and add-ons, whichever was bought, ready or blocked when. */
describe('an order that one add-on has read keeps the person out of another', () => {
  it('that was bought when the child had left', () =>
    given(
      family(),
      async ({ gate, when }) => {
        await gate.decide('AddOnsPurchased', { addOns: ['parent-portal'] });
        await when();
        expect(await standing(gate, 'parent-portal', 'contact', 'mum')).toBe(ORDERED);
        expect(await standing(gate, 'email-text', 'contact', 'mum')).toBe('never seen');
        await gate.decide('AddOnsPurchased', { addOns: ALL });
        await when(leeLeaves);
        await when();
        expect(await standings(gate, 'contact', 'mum')).toBe(ORDERED);
      },
      { firstSync: false },
    ));

  it('that became ready when the child had left', () =>
    given(family({ permissions: allBut('Contacts telephone') }), async ({ gate, last, when }) => {
      expect(last().addOns['email-text']?.state).toBe('blocked');
      await when(leeLeaves, { kind: 'permission-granted', label: 'Contacts telephone' });
      expect(last().addOns['email-text']?.state).toBe('ready');
      await when();
      expect(await standings(gate, 'contact', 'mum')).toBe(ORDERED);
    }));

  it('after all of them were blocked for forty days', () => {
    let days = 0;
    const now = () => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
    const label = 'Contacts forename';
    return given(
      family(),
      async ({ gate, last, when }) => {
        await when({ kind: 'permission-withdrawn', label });
        expect(last().addOns['parent-portal']?.state).toBe('blocked');
        for (days of [20, 40]) await when();
        await when(leeLeaves, { kind: 'permission-granted', label });
        await when();
        expect(await standings(gate, 'contact', 'mum')).toBe(ORDERED);
      },
      { now },
    );
  });
});

describe('a block of somebody whom one add-on alone knew', () => {
  it('holds in every other for the person, under whichever record', () =>
    given(
      aSchool({ students: [student('kim', [contact('mum', CARER, { upi: 'one-person' })])] }),
      async ({ gate, when }) => {
        await gate.decide('AddOnsPurchased', { addOns: ['parent-portal'] });
        await when();
        await gate.decide('PersonBlocked', { recordKey: gate.keyOf('contact', 'mum') });
        await gate.decide('AddOnsPurchased', { addOns: ALL });
        const again = contact('other', CARER, { upi: 'one-person' });
        await gate.serve({ schools: [aSchool({ students: [student('kim', [again])] })] });
        await when();
        expect(await standings(gate, 'contact', 'other')).toMatch(/^excluded: PERSON_BLOCKED/);
      },
      { firstSync: false },
    ));
});

/** Silence ends nothing: what a list does not show any more is not over. */
describe('an order stays when a list comes short', () => {
  const pupils = (...numbers: number[]) =>
    numbers.map((n) =>
      student(`s${n}`, [
        contact(`c${n}`),
        ...(n === 1 || n === 6 ? [contact('mum', n === 1 ? ORDER : CARER)] : []),
      ]),
    );
  const upi = { upi: 'one-person' };
  const [kim, lee] = [
    () => student('kim', [contact('mum')]),
    (contacts: RawRecord[]) => student('lee', contacts),
  ];

  it.each<[string, RawRecord[], RawRecord[], string]>([
    ['the first half of the pupils is missing', pupils(1, 2, 3, 4, 5, 6), pupils(4, 5, 6), 'mum'],
    ['one row of a pupil is lost', pupils(1, 2, 6), pupils(2, 6), 'mum'],
    [
      'one link is lost, under a child who is there',
      [kim(), lee([contact('dad'), contact('mum', ORDER)])],
      [kim(), lee([contact('dad')])],
      'mum',
    ],
    [
      'the second row of the same person is lost',
      [student('kim', [contact('mum', CARER, upi), contact('other', ORDER, upi)])],
      [student('kim', [contact('mum', CARER, upi)])],
      'other',
    ],
  ])('%s', (_, whole, short, ordered) =>
    given(aSchool({ students: whole }), async ({ gate, when }) => {
      expect(await standings(gate, 'contact', 'mum')).toBe(ORDERED);
      await gate.serve({ schools: [aSchool({ students: short })] });
      for (let run = 0; run < 3; run += 1) {
        expect((await when()).outcome).toBe('completed');
        expect(await standings(gate, 'contact', 'mum')).toBe(ORDERED);
      }
      // And the word that ends it.
      await gate.say('RestrictionLifted', { row: gate.keyOf('contact', ordered) });
      await when();
      expect(await standings(gate, 'contact', 'mum')).toMatch(/^imported/);
    }),
  );
});
