import { describe, expect, it } from '@jest/globals';
import type { Json, RawRecord } from '@gatehouse/wonde-sandbox';
import { aSchool, CARER, contact, employee, student } from '../../../testing/a-school.js';
import { given } from '../../../testing/given.js';
import { standing } from '../../../testing/standing.js';
import { standings } from '../../../testing/standings.js';

const UNREADABLE = /^excluded: RULE_INPUT_UNREADABLE$/;
/** The other parent, whom nothing contradicts, is in. */
const school = (dad: RawRecord, ng: RawRecord = employee('ng')) =>
  aSchool({ students: [student('kim', [contact('mum'), dad])], employees: [employee('day'), ng] });

/** A flag that contradicts itself within its row is unreadable, whichever of its sayings would be the last. */
describe('a flag that is said twice in one object', () => {
  it.each<[string, string, string]>([
    [
      'court_order',
      '"court_order":false,"priority":77',
      '"court_order":true,"court_order":false,"priority":77',
    ],
    ['court_order, the other way round', '"priority":77', '"priority":77,"court_order":true'],
    [
      'parental_responsibility',
      '"court_order":false,"priority":77',
      '"parental_responsibility":false,"court_order":false,"priority":77',
    ],
    ['relationship', '"priority":77', '"priority":77},"relationship":{"data":{"court_order":true}'],
  ])('of a contact: %s', (_, find, with_) =>
    given(school(contact('dad', { ...CARER, priority: 77 })), async ({ gate, when }) => {
      expect(await standings(gate, 'contact', 'dad', ['kim'])).toBe('imported: kim');
      gate.sandbox.control.fault({ resource: 'students', replace: { find, with: with_ } });
      await when();
      expect(await standings(gate, 'contact', 'dad')).toMatch(UNREADABLE);
      expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
    }),
  );

  it('of an employee: current', () =>
    given(school(contact('dad'), employee('ng', { current: true, mark: 77 })), async ({ gate, when }) => {
      expect(await standing(gate, 'parents-evening', 'employee', 'ng')).toBe('imported');
      const replace = { find: '"current":true,"mark":77', with: '"current":false,"current":true,"mark":77' };
      gate.sandbox.control.fault({ resource: 'employees', replace });
      await when();
      expect(await standing(gate, 'parents-evening', 'employee', 'ng')).toMatch(UNREADABLE);
      expect(await standing(gate, 'parents-evening', 'employee', 'day')).toBe('imported');
    }));
});

describe('a flag that stands elsewhere, too', () => {
  it.each<[string, RawRecord, RawRecord]>([
    ['courtOrder', { courtOrder: true }, {}],
    ['Court_Order', { Court_Order: true }, {}],
    ['on the row itself', {}, { court_order: true }],
    ['in a second wrapper', { data: { court_order: true } }, {}],
    ['in a list', { data: [{ court_order: true }] }, {}],
    ['parentalResponsibility', { parentalResponsibility: false }, {}],
    ['responsibility on the row itself', {}, { parental_responsibility: 'no' }],
    ['responsibility in a second wrapper', { data: { parental_responsibility: false } }, {}],
  ])('is unreadable for a contact: %s', (_, inRelationship, onRow) =>
    given(school(contact('dad', { ...CARER, ...inRelationship }, onRow)), async ({ gate }) => {
      expect(await standings(gate, 'contact', 'dad')).toMatch(UNREADABLE);
      expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
    }),
  );

  it.each<[string, { [key: string]: Json }, RawRecord]>([
    ['Current', { Current: false }, {}],
    ['on the row itself', {}, { current: false }],
    ['in a second wrapper', { data: { current: false } }, {}],
  ])('is unreadable for an employee: %s', (_, inDetails, onRow) =>
    given(
      school(contact('dad'), employee('ng', { current: true, ...inDetails }, onRow)),
      async ({ gate }) => {
        expect(await standing(gate, 'parents-evening', 'employee', 'ng')).toMatch(UNREADABLE);
        expect(await standing(gate, 'parents-evening', 'employee', 'day')).toBe('imported');
      },
    ),
  );
});
