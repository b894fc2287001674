import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gatehouse/wonde-sandbox';
import { aSchool, CARER, contact, student } from '../../../testing/a-school.js';
import type { Gate } from '../../../testing/gate.js';
import { given } from '../../../testing/given.js';
import { standings } from '../../../testing/standings.js';

const ORDERED = 'excluded: ACTIVE_COURT_ORDER';
const numbers = [1, 2, 3, 4];
/** A parent for each of four pupils; what stands in their flag of court orders. */
const parents = (courtOrder: Json, others: Json = false) =>
  aSchool({
    students: [
      ...numbers.map((n) => student(`s${n}`, [contact(`c${n}`, { ...CARER, court_order: courtOrder })])),
      student('lee', [contact('gran', { ...CARER, court_order: others })]),
    ],
  });
const each = async (gate: Gate) =>
  Promise.all(numbers.map((n) => standings(gate, 'contact', `c${n}`, [`s${n}`])));
const serve = (gate: Gate, courtOrder: Json, others: Json = false) =>
  gate.serve({ schools: [parents(courtOrder, others)] });
const keyOf = (gate: Gate, n: number) => gate.keyOf('contact', `c${n}`);
const runOf = ({ runId }: { runId: string | null }) => Number(runId?.split('-').at(-1));

/** restrictions.md, rule 7: an integration's default looks just like this. */
describe('a bad night of false', () => {
  it('releases nobody: all wait, and each word lets one in', () =>
    given(parents(true), async ({ gate, last, when }) => {
      expect(await each(gate)).toEqual(numbers.map(() => ORDERED));
      await serve(gate, false);
      for (let night = 0; night < 2; night += 1) {
        await when();
        expect(await each(gate)).toEqual(numbers.map(() => ORDERED));
      }
      expect(last().restrictions?.keptOut).toMatchObject({ waiting: 4 });
      await gate.say('RestrictionLifted', { row: keyOf(gate, 2) });
      await when();
      expect(await each(gate)).toEqual([ORDERED, 'imported: s2', ORDERED, ORDERED]);
    }));

  it('is over when the orders are back', () =>
    given(parents(true), async ({ gate, when, last }) => {
      await serve(gate, false);
      await when();
      await serve(gate, true);
      await when();
      expect(await each(gate)).toEqual(numbers.map(() => ORDERED));
      expect(last().restrictions?.keptOut).toEqual({});
    }));
});

describe('a bad night of "Y"', () => {
  const UNREADABLE = 'excluded: RULE_INPUT_UNREADABLE';

  it('is over when the flags can be read again', () =>
    given(parents(false), async ({ gate, when }) => {
      await serve(gate, 'Y');
      await when();
      expect(await each(gate)).toEqual(numbers.map(() => UNREADABLE));
      await serve(gate, false);
      await when();
      expect(await each(gate)).toEqual(numbers.map((n) => `imported: s${n}`));
    }));

  it('is ended by one word about its run, where the source says nothing afterwards; never a true of that run', () =>
    given(parents(null), async ({ gate, when }) => {
      await gate.decide('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
      await serve(gate, 'Y', true);
      const run = runOf(await when());
      await serve(gate, null, null);
      await when();
      expect(await each(gate)).toEqual(numbers.map(() => UNREADABLE));
      await gate.say('RestrictionLifted', { run });
      await when();
      expect(await each(gate)).toEqual(numbers.map((n) => `imported: s${n}`));
      expect(await standings(gate, 'contact', 'gran')).toBe(ORDERED);
    }));
});

/** restrictions.md, rule 8: a word ends nothing that was read later than what its speaker was shown. */
describe('words that cross a reading', () => {
  const school = () =>
    aSchool({
      students: [student('kim', [contact('mum'), contact('dad')]), student('lee', [contact('gran')])],
    });
  const ordered = { kind: 'order-set', contact: 'dad', value: true } as const;
  const blank = { kind: 'order-set', contact: 'dad', value: null } as const;
  const dad = (gate: Gate) => ({ row: gate.keyOf('contact', 'dad') });
  const shown = async (gate: Gate) => (await gate.restrictions()).at(-1)?.revision ?? -1;

  it.each(['the word first', 'the reading first'])('a lift and a new true: %s', (order) =>
    given(school(), async ({ gate, when }) => {
      await gate.decide('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
      await when(ordered);
      await when(blank);
      expect(await standings(gate, 'contact', 'dad')).toBe(ORDERED);
      const lift = { ...dad(gate), shown: await shown(gate) };
      if (order === 'the word first') await gate.decide('RestrictionLifted', lift);
      await when(ordered);
      if (order === 'the reading first') await gate.decide('RestrictionLifted', lift);
      // What the MIS forgets afterwards changes nothing.
      await when(blank);
      await when();
      expect(await standings(gate, 'contact', 'dad')).toBe(ORDERED);
      // Said again, by somebody who was shown the new one, it holds.
      await gate.say('RestrictionLifted', dad(gate));
      await when();
      expect(await standings(gate, 'contact', 'dad', ['kim'])).toBe('imported: kim');
    }),
  );

  it('two rows told apart, then an order on one: the other stays in', () =>
    given(
      aSchool({
        students: [
          student('kim', [contact('mum', CARER, { upi: '0' })]),
          student('lee', [contact('dad', CARER, { upi: '0' })]),
        ],
      }),
      async ({ gate, when }) => {
        await gate.say('RowsToldApart', { rows: ['mum', 'dad'].map((id) => gate.keyOf('contact', id)) });
        await when(ordered);
        expect(await standings(gate, 'contact', 'dad')).toBe(ORDERED);
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
      },
    ));

  it('two rows made one by a word: an order on one takes both', () =>
    given(school(), async ({ gate, when }) => {
      await gate.say('RowsJoined', { rows: ['gran', 'dad'].map((id) => gate.keyOf('contact', id)) });
      await when(ordered);
      expect(await standings(gate, 'contact', 'gran')).toBe(ORDERED);
    }));

  it('an order moved to a new id, which says false, holds until a word about that', () =>
    given(school(), async ({ gate, when }) => {
      await when(ordered);
      const renewed = aSchool({
        students: [
          student('kim', [contact('mum'), contact('dad-of-the-new-mis', CARER, { surname: 'Other' })]),
        ],
      });
      await gate.serve({ schools: [renewed] });
      await when();
      const to = gate.keyOf('contact', 'dad-of-the-new-mis');
      await gate.say('RestrictionMoved', { from: dad(gate).row, to, courtOrder: 'true', block: false });
      await gate.say('RestrictionLifted', dad(gate));
      await when();
      expect(await standings(gate, 'contact', 'dad-of-the-new-mis')).toBe(ORDERED);
      await gate.say('RestrictionLifted', { row: to });
      await when();
      expect(await standings(gate, 'contact', 'dad-of-the-new-mis', ['kim'])).toBe('imported: kim');
    }));
});
