import { describe, expect, it } from '@jest/globals';
import { until } from '@gatehouse/testing';
import type { RawRecord } from '@gatehouse/wonde-sandbox';
import { aSchool, CARER, contact, employee, ORDER, SCHOOL, student } from '../../../testing/a-school.js';
import type { Gate } from '../../../testing/gate.js';
import { given } from '../../../testing/given.js';
import { standing } from '../../../testing/standing.js';
import { standings } from '../../../testing/standings.js';
import { storedHistory } from '../../../testing/stored-history.js';

const OTHER = 'A1930499545';
const ORDERED = 'excluded: ACTIVE_COURT_ORDER';
const ALL = ['email-text', 'parent-portal', 'parents-evening', 'mis-calendar'];
/** The history was recorded on a day; what follows comes an hour later, and goes on as time does. */
const AN_HOUR_LATER = Date.parse('2026-11-29T18:45:00Z');
const began = Date.now();
const now = () => new Date(AN_HOUR_LATER + (Date.now() - began));
const options = (history = storedHistory('8cb63d4')) => ({ firstSync: false, history, now });

/** The source as it stood when the version before last read it: Lee has left, and with her all links of Dad's order. */
const school = (...more: RawRecord[]) =>
  aSchool({
    students: [
      student('kim', [
        contact('mum'),
        contact('dad'),
        contact('aunt', { ...CARER, court_order: null }),
        contact('uncle', { ...CARER, parental_responsibility: false }),
        contact('papa', CARER, { upi: 'upi-dad' }),
        ...more,
      ]),
    ],
    employees: [employee('ms-ng'), employee('mr-day', { current: false })],
  });
const other = () =>
  aSchool({ students: [student('ann', [contact('joe', ORDER), contact('jo')])] }, { id: OTHER });

/** How everybody of the first school stands in the one add-on that it had. */
const STOOD = {
  mum: 'imported: kim',
  dad: ORDERED,
  aunt: 'imported: kim',
  uncle: 'excluded: NO_PARENTAL_RESPONSIBILITY',
  papa: ORDERED,
  ex: 'withdrawn: NOT_IN_SOURCE',
  nan: 'withdrawn: NOT_IN_SOURCE',
};
async function portal(gate: Gate) {
  const found: { [id: string]: string } = {};
  for (const id of Object.keys(STOOD))
    found[id] = await standing(gate, 'parent-portal', 'contact', id, ['kim']);
  return found;
}
const seeds = async (gate: Gate, schoolId = SCHOOL) =>
  (await gate.restrictions(schoolId)).filter(({ type }) => type === 'RegisterSeeded').length;

describe('a data directory that the version without a register wrote', () => {
  it('is seeded once, at the start, whether or not Wonde answers, and nobody comes or goes', () =>
    given(
      [school(), other()],
      async ({ gate, when }) => {
        await until('the register is seeded', async () => (await seeds(gate)) === 1);
        await gate.services.projector.caughtUp();
        expect(await portal(gate)).toEqual(STOOD);
        const before = await gate.ledger('parent-portal');
        expect((await when()).outcome).toBe('completed');
        expect(await portal(gate)).toEqual(STOOD);
        // Lines no longer hold what is remembered: those that did are written anew, once, and say the same of the person.
        const names = new Map(Object.keys(STOOD).map((id) => [gate.keyOf('contact', id), id]));
        const anew = (await gate.ledger('parent-portal'))
          .slice(before.length)
          .filter(({ type }) => type !== 'RestrictionsApplied')
          .map(({ type, data }) => [names.get(String(data['recordKey'])), type, data['generation']]);
        expect(anew).toEqual([
          ['dad', 'ContactExcluded', undefined],
          ['aunt', 'ContactImported', 1],
        ]);
        const after = await gate.ledger('parent-portal');
        await gate.restart();
        await when();
        expect(await gate.ledger('parent-portal')).toEqual(after);
        expect([await seeds(gate), await seeds(gate, OTHER)]).toEqual([1, 1]);
      },
      options(),
    ));

  it('keeps out of every add-on whom its lines remember, and lets in who is free', () =>
    given(
      [school(contact('ex'), contact('nan')), other()],
      async ({ gate, when }) => {
        for (const id of [SCHOOL, OTHER]) await gate.decide('AddOnsPurchased', { addOns: ALL }, id);
        for (let run = 0; run < 2; run += 1) {
          await when();
          for (const id of ['mum', 'aunt'])
            expect(await standings(gate, 'contact', id, ['kim'])).toBe('imported: kim');
          for (const id of ['dad', 'papa', 'ex']) expect(await standings(gate, 'contact', id)).toBe(ORDERED);
          expect(await standings(gate, 'contact', 'nan')).toBe('excluded: RULE_INPUT_UNREADABLE');
          expect(await standings(gate, 'contact', 'uncle')).toBe('excluded: NO_PARENTAL_RESPONSIBILITY');
        }
        await gate.say('RestrictionLifted', { row: gate.keyOf('contact', 'dad') });
        await when();
        for (const id of ['dad', 'papa'])
          expect(await standings(gate, 'contact', id, ['kim'])).toBe('imported: kim');
      },
      options(),
    ));

  it('with a damaged line fails that school, and no other', () => {
    const history = storedHistory('8cb63d4');
    const damaged = history.events.find(
      ({ stream, type }) => stream === `ledger-${SCHOOL}.parent-portal` && type === 'ContactExcluded',
    );
    Object.assign(damaged?.data ?? {}, { links: [{ child: 'nobody', courtOrder: 'perhaps' }] });
    return given(
      [school(), other()],
      async ({ gate }) => {
        const before = await gate.ledger('parent-portal');
        const { schools } = await gate.sync();
        const found = new Map(schools.map((result) => [result.schoolId, result]));
        expect(found.get(SCHOOL)).toMatchObject({
          outcome: 'failed',
          problems: [{ code: 'LEDGER_LINE_UNREADABLE' }],
        });
        expect(await gate.ledger('parent-portal')).toEqual(before);
        expect(await seeds(gate)).toBe(0);
        expect(found.get(OTHER)).toMatchObject({ outcome: 'completed' });
        expect(await standing(gate, 'parent-portal', 'contact', 'joe', [], OTHER)).toBe(ORDERED);
        expect(await standing(gate, 'parent-portal', 'contact', 'jo', ['ann'], OTHER)).toBe('imported: ann');
      },
      options(history),
    );
  });
});
