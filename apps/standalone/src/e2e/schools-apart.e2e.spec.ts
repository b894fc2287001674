import { describe, expect, it } from '@jest/globals';
import { ADD_ONS } from '@gatehouse/schemas';
import type { WorldSchool } from '@gatehouse/wonde-sandbox';
import { aClass, aSchool, contact, employee, event, group, ORDER, student } from '../../testing/a-school.js';
import { Gate } from '../../testing/gate.js';
import { standing } from '../../testing/standing.js';

const [NORTH, SOUTH] = ['A1000000001', 'A1000000002'];
/** The same ids and upis in both schools; only values, and what the rules make of them, differ. */
const school = (id: string, mark: string, relationship?: typeof ORDER): WorldSchool =>
  aSchool(
    {
      students: [
        student('kim', [contact('mum', relationship, { forename: `Mum ${mark}` })], {
          forename: `Kim ${mark}`,
        }),
        student('lee'),
      ],
      employees: [employee('head', { current: true }, { surname: `Head ${mark}` })],
      classes: [aClass('7A', ['kim'], ['head'])],
      groups: [group('7A', ['kim'], ['head'])],
      events: [event('fair', { name: `Fair ${mark}` })],
    },
    { id },
  );

/** Design section 8.7. */
describe('two schools with the same ids and people', () => {
  it('never meet: not in names, ledgers, documents or rules', async () => {
    const gate = await Gate.open({
      world: { schools: [school(NORTH, 'of the north'), school(SOUTH, 'of the south', ORDER)] },
    });
    try {
      await gate.sync();
      const [north, south] = [await gate.comparable(NORTH), await gate.comparable(SOUTH)];
      expect(JSON.stringify(north)).not.toContain('of the south');
      expect(JSON.stringify(south)).not.toContain('of the north');
      const keysOf = (school: typeof north) => new Set(JSON.stringify(school).match(/"[0-9a-f]{32}"/g));
      expect(keysOf(north).size).toBeGreaterThan(6);
      expect([...keysOf(north)].filter((key) => keysOf(south).has(key))).toEqual([]);

      // An order in one school says nothing in the other, nor does a block.
      expect(await standing(gate, 'email-text', 'contact', 'mum', ['kim'], NORTH)).toBe('imported: kim');
      expect(await standing(gate, 'email-text', 'contact', 'mum', ['kim'], SOUTH)).toBe(
        'excluded: ACTIVE_COURT_ORDER',
      );
      await gate.decide('PersonBlocked', { recordKey: gate.keyOf('employee', 'head', NORTH) }, NORTH);
      await gate.decide('PersonBlocked', { recordKey: gate.keyOf('student', 'kim', NORTH) }, SOUTH);
      await gate.sync();
      const standingOf = (kind: 'employee' | 'student', id: string, at: string) =>
        standing(gate, 'email-text', kind, id, [], at);
      expect(await standingOf('employee', 'head', NORTH)).toBe('excluded: PERSON_BLOCKED');
      expect(await standingOf('employee', 'head', SOUTH)).toBe('imported');
      expect(await standingOf('student', 'kim', SOUTH)).toBe('imported');

      // One leaves its school: nothing goes in the other.
      gate.sandbox.control.change(NORTH, { kind: 'record-deleted', resource: 'students', id: 'kim' });
      await gate.sync();
      expect(await standingOf('student', 'kim', NORTH)).toBe('withdrawn: NOT_IN_SOURCE');
      for (const addOn of ADD_ONS.filter((each) => each !== 'mis-calendar'))
        expect(await standing(gate, addOn, 'student', 'kim', [], SOUTH)).toBe('imported');
    } finally {
      await gate.close();
    }
  });
});
