import { describe, expect, it } from '@jest/globals';
import { aSchool, CARER, contact, ORDER, student } from '../../../testing/a-school.js';
import { given } from '../../../testing/given.js';
import { standings } from '../../../testing/standings.js';

const UNCLEAR = 'excluded: SAME_PERSON_UNCLEAR';
const kimWith = (...contacts: ReturnType<typeof contact>[]) =>
  aSchool({ students: [student('kim', [contact('mum'), ...contacts]), student('lee', [contact('gran')])] });

/** restrictions.md, rule 11: deleted and entered anew, with another id, upi and forename, and a flag that says false. */
describe('a row made again', () => {
  it.each([['blocked'], ['under an order']])(
    'keeps him out who was %s, until the two are told apart',
    (how) =>
      given(kimWith(contact('dad', how === 'blocked' ? CARER : ORDER)), async ({ gate, last, when }) => {
        if (how === 'blocked')
          await gate.decide('PersonBlocked', { recordKey: gate.keyOf('contact', 'dad') });
        await when();
        await gate.serve({ schools: [kimWith(contact('newcomer'))] });
        for (let run = 0; run < 2; run += 1) {
          await when();
          expect(await standings(gate, 'contact', 'newcomer')).toBe(UNCLEAR);
        }
        expect(last().restrictions?.keptOut).toMatchObject({ 'made-again': 1 });
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
        const rows = ['dad', 'newcomer'].map((id) => gate.keyOf('contact', id));
        await gate.say('RowsToldApart', { rows });
        await when();
        expect(await standings(gate, 'contact', 'newcomer', ['kim'])).toBe('imported: kim');
      }),
  );

  it('is nobody else while the old one stands there', () =>
    given(kimWith(contact('dad', ORDER)), async ({ gate, when }) => {
      await gate.serve({ schools: [kimWith(contact('dad', ORDER), contact('stepfather'))] });
      await when();
      expect(await standings(gate, 'contact', 'stepfather', ['kim'])).toBe('imported: kim');
    }));

  it('was in for a year beside its twin, and goes when that one is blocked and deleted on one day', () => {
    let days = 0;
    const now = () => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
    const ali = (id: string) =>
      contact(id, CARER, {
        upi: null,
        forename: 'Ali',
        surname: 'Khan',
        legal_forename: null,
        legal_surname: null,
      });
    return given(
      kimWith(ali('a'), ali('b')),
      async ({ gate, when }) => {
        expect(await standings(gate, 'contact', 'b', ['kim'])).toBe('imported: kim');
        days = 365;
        await gate.decide('PersonBlocked', { recordKey: gate.keyOf('contact', 'a') });
        await gate.serve({ schools: [kimWith(ali('b'))] });
        await when();
        expect(await standings(gate, 'contact', 'b')).toBe(UNCLEAR);
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
      },
      { now },
    );
  });
});

describe('a contact whose only child is not in the add-on', () => {
  it('comes in for nobody, and so not at all', () =>
    given(kimWith(), async ({ gate, when }) => {
      await gate.decide('PersonBlocked', { recordKey: gate.keyOf('student', 'kim') });
      await when();
      expect(await standings(gate, 'student', 'kim')).toBe('excluded: PERSON_BLOCKED');
      expect(await standings(gate, 'contact', 'mum')).toBe('excluded: NO_CHILD_IN_ADD_ON');
      expect(await standings(gate, 'contact', 'gran', ['lee'])).toBe('imported: lee');
    }));

  it.each([['delivered twice, and not alike', student('kim', [], { surname: 'Other' })]])('%s', (_, again) =>
    given(
      aSchool({ students: [student('kim', [contact('mum')]), again, student('lee', [contact('gran')])] }),
      async ({ gate }) => {
        expect(await standings(gate, 'contact', 'mum')).toBe('excluded: NO_CHILD_IN_ADD_ON');
        expect(await standings(gate, 'contact', 'gran', ['lee'])).toBe('imported: lee');
      },
    ),
  );
});
