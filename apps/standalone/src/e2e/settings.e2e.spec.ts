import { describe, expect, it } from '@jest/globals';
import type { Fault } from '@gatehouse/wonde-sandbox';
import { aClass, aSchool, CARER, contact, employee, event, student } from '../../testing/a-school.js';
import { given } from '../../testing/given.js';
import { history, PEOPLE_ADD_ONS, standings } from '../../testing/standings.js';
import { standing } from '../../testing/standing.js';

const nothingReadable: Fault[] = ['students', 'employees', 'classes', 'groups', 'events'].map((resource) => ({
  resource,
  status: 404,
}));
const children = ['kim', 'lee'];
const linkedTo = (onLee: object) =>
  aSchool({
    students: [student('kim', [contact('mum')]), student('lee', [contact('mum', { ...CARER, ...onLee })])],
    employees: [employee('ms-ng')],
  });

/** Design sections 1 (between runs) and 3: what restricts is applied from the ledger itself. */
describe('what a blank court order means', () => {
  it('lets the contact in once the school decided, and keeps it out again, also when nothing can be read', () =>
    given(linkedTo({ court_order: null }), async ({ gate, when, whileFailing }) => {
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: COURT_ORDER_NOT_RECORDED');
      await gate.decide('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
      await when();
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim, lee');
      await gate.decide('CourtOrderPolicySet', { blankCourtOrder: 'undecided' });
      expect((await whileFailing(...nothingReadable)).outcome).toBe('partial');
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: COURT_ORDER_NOT_RECORDED');
      expect(await history(gate, 'email-text', 'contact', 'mum')).toEqual([
        'ContactExcluded',
        'erased',
        'ContactExcluded',
      ]);
    }));

  it('decided again per link drops the link only', () =>
    given(linkedTo({ court_order: null }), async ({ gate, when, whileFailing }) => {
      await gate.decide('CourtOrderPolicySet', { blankCourtOrder: 'no-order', courtOrderScope: 'link' });
      await when();
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim, lee');
      await gate.decide('CourtOrderPolicySet', { blankCourtOrder: 'undecided' });
      await whileFailing(...nothingReadable);
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim');
    }));
});

describe('how far a court order reaches', () => {
  it('follows the setting in both directions, the stricter one also when nothing can be read', () =>
    given(linkedTo({ court_order: true }), async ({ gate, when, whileFailing }) => {
      await gate.decide('CourtOrderPolicySet', { courtOrderScope: 'link' });
      await when();
      expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim');
      await gate.decide('CourtOrderPolicySet', { courtOrderScope: 'person' });
      await whileFailing(...nothingReadable);
      expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
    }));

  it('reaches the contact that the person has under another id, also when nothing can be read', () =>
    given(
      aSchool({
        students: [
          student('kim', [contact('mum', CARER, { upi: 'one-person' })]),
          student('lee', [contact('mum-again', { ...CARER, court_order: true }, { upi: 'one-person' })]),
        ],
      }),
      async ({ gate, when, whileFailing }) => {
        await gate.decide('CourtOrderPolicySet', { courtOrderScope: 'link' });
        await when();
        expect(await standings(gate, 'contact', 'mum', children)).toBe('imported: kim');
        expect(await standings(gate, 'contact', 'mum-again', children)).toBe('excluded: ACTIVE_COURT_ORDER');
        await gate.decide('CourtOrderPolicySet', { courtOrderScope: 'person' });
        await whileFailing(...nothingReadable);
        expect(await standings(gate, 'contact', 'mum', children)).toBe('excluded: ACTIVE_COURT_ORDER');
      },
    ));
});

describe('a blocked person', () => {
  // Under names that agree: else they would be two people who share a upi (restrictions.md, rule 13).
  const person = {
    upi: 'teaches-too',
    forename: 'Ada',
    surname: 'Ng',
    legal_forename: 'Ada',
    legal_surname: 'Ng',
  };
  const school = () =>
    aSchool({
      students: [student('kim', [contact('mum', CARER, person)])],
      employees: [employee('ms-ng', { current: true }, person)],
    });

  it.each([
    ['the source can be read', [] as Fault[]],
    ['the source cannot be read', nothingReadable],
  ])('is out as contact and as employee, whichever record was pointed at, when %s', (_, faults) =>
    given(school(), async ({ gate, when, whileFailing }) => {
      const blocked = { recordKey: gate.keyOf('contact', 'mum') };
      await gate.decide('PersonBlocked', blocked);
      await whileFailing(...faults);
      expect(await standings(gate, 'contact', 'mum')).toBe('excluded: PERSON_BLOCKED');
      expect(await standings(gate, 'employee', 'ms-ng')).toBe('excluded: PERSON_BLOCKED');
      const said = new Set(await history(gate, 'email-text', 'employee', 'ms-ng'));
      expect(said).toEqual(new Set(['erased', 'EmployeeExcluded']));
      await gate.decide('PersonUnblocked', blocked);
      await when();
      expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
      expect(await standings(gate, 'employee', 'ms-ng')).toBe('imported');
    }),
  );

  it('stays out by person key when they come back under a new id', () =>
    given(school(), async ({ gate, when }) => {
      const [line] = (await gate.ledger('email-text')).filter(({ type }) => type === 'ContactImported');
      await gate.decide('PersonBlocked', { personKey: line?.data['personKey'] });
      await when({ kind: 'record-deleted', resource: 'contacts', id: 'mum' });
      await when({ kind: 'record-back', resource: 'contacts', id: 'mum', asNewId: 'mum-2' });
      // Also for being made again in the place of the one who left.
      expect(await standings(gate, 'contact', 'mum-2')).toBe('excluded: PERSON_BLOCKED, SAME_PERSON_UNCLEAR');
    }));

  it('stays out when the source no longer says who they are, with no line in the runs after', () =>
    given(school(), async ({ gate, when }) => {
      const [line] = (await gate.ledger('email-text')).filter(({ type }) => type === 'ContactImported');
      await gate.decide('PersonBlocked', { personKey: line?.data['personKey'] });
      await when({ kind: 'field-edited', resource: 'contacts', id: 'mum', path: 'upi', value: null });
      expect(await standings(gate, 'contact', 'mum')).toBe('excluded: PERSON_BLOCKED');
      const before = await gate.ledger('email-text');
      await when({ kind: 'field-edited', resource: 'employees', id: 'ms-ng', path: 'upi', value: ['?'] });
      expect((await gate.ledger('email-text')).filter(({ type }) => type.endsWith('Imported'))).toEqual(
        before.filter(({ type }) => type.endsWith('Imported')),
      );
    }));

  it('is out with every record in the run that first shows the one that was blocked', () =>
    given(
      school(),
      async ({ gate, when }) => {
        await gate.decide('PersonBlocked', { recordKey: gate.keyOf('employee', 'ms-ng') });
        await when();
        expect(await standings(gate, 'employee', 'ms-ng')).toBe('excluded: PERSON_BLOCKED');
        expect(await standings(gate, 'contact', 'mum')).toBe('excluded: PERSON_BLOCKED');
        // Whether or not she was decided before the employees were read, nothing of hers is left.
        expect((await history(gate, 'email-text', 'contact', 'mum')).filter(isReadable)).toEqual([]);
        // The line that was applied from the ledger knew less of the links than the source says.
        await when();
        const before = await gate.ledger('email-text');
        await when();
        expect(await gate.ledger('email-text')).toEqual(before);
      },
      { firstSync: false },
    ));

  it('is no longer named by those who stay, also when nothing can be read', () =>
    given(
      aSchool({
        students: [student('kim', [contact('mum')]), student('lee', [contact('mum')])],
        employees: [employee('ms-ng'), employee('mr-ray')],
        classes: [aClass('7A', ['kim', 'lee'], ['ms-ng', 'mr-ray'])],
      }),
      async ({ gate, when, whileFailing }) => {
        for (const key of [gate.keyOf('student', 'lee'), gate.keyOf('employee', 'mr-ray')])
          await gate.decide('PersonBlocked', { recordKey: key });
        await whileFailing(...nothingReadable);
        const [kim, msNg] = [gate.documentIdOf('student', 'kim'), gate.documentIdOf('employee', 'ms-ng')];
        expect(await gate.documents('email-text', 'contact')).toMatchObject([
          { children: [{ id: kim, priority: 1 }] },
        ]);
        expect(await gate.documents('email-text', 'class')).toMatchObject([
          { students: [{ id: kim }], employees: [{ id: msNg }] },
        ]);
        const before = await gate.ledger('email-text');
        await when();
        const after = (await gate.ledger('email-text')).slice(before.length);
        // What the source says of the blocked is not known from the ledger; those who stay are as they were left.
        expect(after.map(({ type }) => type)).toEqual(['EmployeeExcluded']);
      },
    ));

  it('is never a class or an event: a block of one says nothing', () =>
    given(aSchool({ classes: [aClass('7A', [])], events: [event('fair')] }), async ({ gate, when }) => {
      await gate.decide('PersonBlocked', { recordKey: gate.keyOf('class', '7A') });
      await gate.decide('PersonBlocked', { recordKey: gate.keyOf('event', 'fair') });
      const before = await gate.comparable();
      await when();
      expect(await gate.comparable()).toEqual(before);
    }));

  it('may be a child: brothers and sisters stay', () =>
    given(linkedTo({}), async ({ gate, when }) => {
      await gate.decide('PersonBlocked', { recordKey: gate.keyOf('student', 'lee') });
      await when();
      expect(await standings(gate, 'student', 'lee')).toBe('excluded: PERSON_BLOCKED');
      expect(await standings(gate, 'student', 'kim')).toBe('imported');
    }));
});

describe('the add-ons that the school has', () => {
  it('withdraw and erase what came in for one that ended, also when nothing can be read', () =>
    given(linkedTo({}), async ({ gate, when, whileFailing }) => {
      const before = await gate.comparable();
      await gate.decide('AddOnsPurchased', { addOns: ['parent-portal', 'mis-calendar'] });
      const result = await whileFailing(...nothingReadable);
      expect(result.addOns['email-text']?.state).toBe('not-purchased');
      expect(await standings(gate, 'contact', 'mum', children)).toEqual([
        'withdrawn: ADD_ON_NOT_PURCHASED',
        'imported: kim, lee',
        'withdrawn: ADD_ON_NOT_PURCHASED',
      ]);
      expect(await history(gate, 'email-text', 'student', 'kim')).toEqual(['erased', 'StudentWithdrawn']);
      await gate.decide('AddOnsPurchased', { addOns: [...PEOPLE_ADD_ONS, 'mis-calendar'] });
      await when();
      expect((await gate.comparable()).documents).toEqual(before.documents);
    }));
});

describe('calendar categories', () => {
  const school = () =>
    aSchool({
      events: [
        event('trip', { category: 'Trips' }),
        event('club', { type: 'Clubs' }),
        event('fair'),
        event('inset', { category: 'Staff training' }),
      ],
    });
  const standingOf = (gate: Parameters<typeof standing>[0]) =>
    Promise.all(['trip', 'club', 'fair', 'inset'].map((id) => standing(gate, 'mis-calendar', 'event', id)));
  const [IN, OUT, PRIVATE] = [
    'imported',
    'excluded: EVENT_CATEGORY_NOT_CHOSEN',
    'excluded: EVENT_NOT_PUBLIC',
  ];

  it('all come in until the school chooses; then only the chosen, also when nothing can be read', () =>
    given(school(), async ({ gate, when, whileFailing }) => {
      expect(await standingOf(gate)).toEqual([IN, IN, IN, PRIVATE]);
      await gate.decide('CalendarCategoriesSet', { categories: ['Trips'] });
      await whileFailing(...nothingReadable);
      expect(await standingOf(gate)).toEqual([IN, OUT, OUT, PRIVATE]);
      expect(await history(gate, 'mis-calendar', 'event', 'club')).toEqual([
        'erased',
        'CalendarEventExcluded',
      ]);
      await gate.decide('CalendarCategoriesSet', { categories: ['Clubs', 'Staff training'] });
      await when();
      expect((await standingOf(gate)).slice(0, 3)).toEqual([OUT, IN, OUT]);
      expect((await standingOf(gate))[3]).toMatch(/EVENT_NOT_PUBLIC/);
    }));
});

const isReadable = (said: unknown) => typeof said === 'object';
