import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@gatehouse/schemas';
import type { Json } from '@gatehouse/wonde-sandbox';
import { aSchool, CARER, contact, employee, ORDER, student } from '../../../testing/a-school.js';
import { given } from '../../../testing/given.js';
import { PEOPLE_ADD_ONS, standings } from '../../../testing/standings.js';

const ORDERED = 'excluded: ACTIVE_COURT_ORDER';

describe('rows whose upis are one when they are folded', () => {
  it.each<[string, Json, Json]>([
    ['the same', 'Zoe-1', 'Zoe-1'],
    ['other case', 'zoe-1', 'ZOE-1'],
    ['blanks', ' Zoe-1', 'Zoe-1  '],
    ['NFC and NFD', 'Zo\u00eb-1', 'Zoe\u0308-1'],
    ['a zero-width space', 'Zoe\u200b-1', 'Zoe-1'],
    ['a number', 4711, '4711'],
    ['a list of one', ['Zoe-1'], 'Zoe-1'],
    ['a wrapper', { data: 'Zoe-1' }, 'Zoe-1'],
  ])('are one person: %s', (_, one, other) =>
    given(
      aSchool({
        students: [
          student('kim', [contact('dad', ORDER, { upi: one }), contact('mum')]),
          student('lee', [contact('papa', CARER, { upi: other })]),
        ],
      }),
      async ({ gate }) => {
        expect(await standings(gate, 'contact', 'dad')).toBe(ORDERED);
        expect(await standings(gate, 'contact', 'papa')).toBe(ORDERED);
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
      },
    ),
  );

  it.each<[string, { upi: Json } | undefined]>([
    ['null', { upi: null }],
    ['a list of two', { upi: ['u', 'v'] }],
    ['other case', { upi: 'U' }],
    ['another one', { upi: 'v' }],
  ])('stay one person when the ordered row comes with %s', (_, change) =>
    given(
      aSchool({
        students: [
          student('kim', [contact('dad', ORDER, { upi: 'u' })]),
          student('lee', [contact('papa', CARER, { upi: 'u' })]),
        ],
      }),
      async ({ gate, when }) => {
        const upi = change?.upi ?? null;
        await when({ kind: 'field-edited', resource: 'contacts', id: 'dad', path: 'upi', value: upi });
        expect(await standings(gate, 'contact', 'papa')).toBe(ORDERED);
      },
    ),
  );
});

describe("a upi that is nobody's", () => {
  it('joins nobody, and costs no square: 1,500 contacts with "0", one under an order', () => {
    const numbers = Array.from({ length: 1500 }, (_, n) => n);
    const zero = { upi: '0' };
    const students = numbers.map((n) => {
      const forename = `Nan${String.fromCharCode(97 + (n % 26))}${n}`;
      return student(`s${n}`, [
        contact(`c${n}`, n === 700 ? ORDER : CARER, { ...zero, forename, legal_forename: forename }),
      ]);
    });
    return given(aSchool({ students }), async ({ gate, last }) => {
      expect(last().addOns['parent-portal']?.kinds.contact).toMatchObject({ seen: 1500, present: 1499 });
      expect(await standings(gate, 'contact', 'c700')).toBe(ORDERED);
      let bytes = 0;
      for (const topic of [TOPICS.records, TOPICS.permittedRecords, TOPICS.lookAgain]) {
        for await (const messages of gate.engines.bus.read(topic)) bytes += JSON.stringify(messages).length;
      }
      // 3,000 people on two topics, sealed, a few thousand bytes each: it was 705 MB.
      expect(bytes).toBeLessThan(30_000_000);
      const register = JSON.stringify(await gate.restrictions()).length;
      expect(register).toBeLessThan(3_000_000);
    });
  });
});

describe('a pupil, a contact and a teacher who share a upi', () => {
  const upi = { upi: 'shared' };
  const school = (teacher: string) =>
    aSchool({
      students: [student('kim', [contact('mum', CARER, upi)], upi)],
      employees: [
        employee(
          'ms-ng',
          { current: true },
          { ...upi, forename: `Forename ${teacher}`, surname: `Surname ${teacher}` },
        ),
      ],
    });

  it('are three people when their names differed from the first: a block of one is of one', () =>
    given(school('ng'), async ({ gate, when }) => {
      await gate.decide('PersonBlocked', { recordKey: gate.keyOf('contact', 'mum') });
      await when();
      expect(await standings(gate, 'contact', 'mum')).toBe('excluded: PERSON_BLOCKED');
      expect(await standings(gate, 'student', 'kim')).toBe('imported');
      expect(await standings(gate, 'employee', 'ms-ng')).toContain('imported');
    }));

  it('are one where the names agree, and a later name frees nobody', () =>
    given(school('mum'), async ({ gate, when }) => {
      await gate.decide('PersonBlocked', { recordKey: gate.keyOf('contact', 'mum') });
      await when({
        kind: 'field-edited',
        resource: 'employees',
        id: 'ms-ng',
        path: 'surname',
        value: 'Newname',
      });
      expect(await standings(gate, 'contact', 'mum')).toBe('excluded: PERSON_BLOCKED');
      expect([await standings(gate, 'employee', 'ms-ng')].flat()).toContain('excluded: PERSON_BLOCKED');
      expect(await standings(gate, 'student', 'kim')).toBe('imported');
    }));
});

/** Some MISs keep a guardian once for each child, and blank a restricted parent's details. */
describe('one adult in two rows', () => {
  const blank = { contact_details: null, title: null };
  const dad = (id: string, relationship = CARER, details: object = {}) =>
    contact(id, relationship, {
      upi: null,
      forename: 'Ali',
      surname: 'Khan',
      legal_forename: 'Ali',
      legal_surname: 'Khan',
      ...details,
    });

  it('stays out in both, and the result says so, until they are told apart', () =>
    given(
      aSchool({
        students: [
          student('kim', [contact('mum'), dad('a', ORDER, blank)]),
          student('lee', [contact('mum'), dad('b')]),
        ],
      }),
      async ({ gate, last, when }) => {
        expect(await standings(gate, 'contact', 'a')).toMatch(/ACTIVE_COURT_ORDER/);
        expect(await standings(gate, 'contact', 'b')).toBe('excluded: SAME_PERSON_UNCLEAR');
        expect(await standings(gate, 'contact', 'mum', ['kim', 'lee'])).toBe('imported: kim, lee');
        expect(last().restrictions?.keptOut).toMatchObject({ alike: 1 });
        const rows = ['a', 'b'].map((id) => gate.keyOf('contact', id));
        await gate.say('RowsToldApart', { rows });
        await when();
        expect(await standings(gate, 'contact', 'a')).toMatch(/ACTIVE_COURT_ORDER/);
        expect(await standings(gate, 'contact', 'b', ['lee'])).toBe('imported: lee');
      },
    ));
});

describe('a parent under an order who is current staff', () => {
  it('comes in as staff, stays out as contact, and is counted in the result', () =>
    given(
      aSchool({
        students: [student('kim', [contact('ng', ORDER, { upi: 'u' })])],
        employees: [employee('ng', { current: true }, { upi: 'u' })],
      }),
      async ({ gate, last }) => {
        expect(await standings(gate, 'contact', 'ng')).toBe(ORDERED);
        for (const addOn of PEOPLE_ADD_ONS) {
          const kinds = last().addOns[addOn]?.kinds;
          if (kinds?.employee) expect(kinds.employee).toMatchObject({ seen: 1, present: 1 });
        }
        expect(last().restrictions?.staffUnderOrder).toBe(1);
      },
    ));
});
