import { describe, expect, it } from '@jest/globals';
import type { RawRecord } from '@gatehouse/wonde-sandbox';
import { exitCodeOf } from '../terminal/exit-code.js';
import {
  aClass,
  aSchool,
  CARER,
  contact,
  employee,
  event,
  group,
  ORDER,
  SCHOOL,
  student,
} from '../../testing/a-school.js';
import { given } from '../../testing/given.js';
import { standing } from '../../testing/standing.js';
import { standings } from '../../testing/standings.js';
import { watchedEngines } from '../../testing/watched-engines.js';

describe('a record that the source delivers twice', () => {
  it('comes in once when both say the same', () =>
    given(
      aSchool({ students: [student('kim'), student('kim')], events: [event('fair'), event('fair')] }),
      async ({ gate, last }) => {
        expect(last().outcome).toBe('completed');
        expect(await standings(gate, 'student', 'kim')).toBe('imported');
        expect(last().addOns['email-text']?.kinds.student).toMatchObject({ seen: 1, imported: 1 });
      },
    ));

  it('stays out when they differ on one page, of every kind', () =>
    given(
      aSchool({
        students: [
          student('kim', [contact('mum')]),
          student('kim', [contact('mum')], { forename: 'Other' }),
          student('lee', [contact('mum', CARER, { surname: 'Other' })]),
        ],
        employees: [employee('ms-ng'), employee('ms-ng', { current: false })],
        classes: [aClass('maths', ['lee']), aClass('maths', [])],
        groups: [group('7b', ['lee']), { ...group('7b', ['lee']), description: 'Other' }],
        events: [event('fair'), event('fair', { location: 'Other' })],
      }),
      async ({ gate }) => {
        for (const [kind, id] of [
          ['student', 'kim'],
          ['contact', 'mum'],
          ['employee', 'ms-ng'],
          ['class', 'maths'],
          ['group', '7b'],
        ] as const) {
          const found = [await standings(gate, kind, id)].flat();
          expect({
            kind,
            found: found.every((one) => /^excluded: .*DUPLICATE_SOURCE_RECORD/.test(one)),
          }).toEqual({
            kind,
            found: true,
          });
        }
        expect(await standing(gate, 'mis-calendar', 'event', 'fair')).toBe(
          'excluded: DUPLICATE_SOURCE_RECORD',
        );
        expect(await standings(gate, 'student', 'lee')).toBe('imported');
      },
    ));
});

describe('a record that is edited between two pages', () => {
  it('keeps its contact in, as the later page shows it, with both children', () => {
    const watch = watchedEngines();
    return given(
      aSchool({ students: [student('kim', [contact('mum')]), student('lee', [contact('mum')])] }),
      async ({ gate, when }) => {
        watch.before['RowsCarry'] = async () =>
          gate.sandbox.control.change(SCHOOL, {
            kind: 'field-edited',
            resource: 'contacts',
            id: 'mum',
            path: 'surname',
            value: 'Married',
          });
        await when();
        expect(await standings(gate, 'contact', 'mum', ['kim', 'lee'])).toBe('imported: kim, lee');
        const [mum] = await gate.documents('parent-portal', 'contact');
        expect(mum).toMatchObject({ surname: 'Married' });
      },
      { engines: watch.on, client: { perPage: 1 }, firstSync: false },
    );
  });
});

describe('rows without a readable id', () => {
  it.each([undefined, null, '', 7, ['x'], 'x'.repeat(200)])(
    'count as failed, and nothing of their kind is withdrawn (%j)',
    (id) =>
      given(
        aSchool({
          students: [student('kim', [contact('mum')]), student('lee', [contact('dad')])],
          employees: [employee('ms-ng'), employee('mr-day')],
          events: [event('fair'), event('play')],
        }),
        async ({ gate, when }) => {
          const { id: _1, ...pupil } = student('nobody');
          const { id: _2, ...person } = employee('nobody');
          const { id: _3, ...date } = event('nobody');
          const named: RawRecord = id === undefined ? {} : { id };
          const result = await when(
            { kind: 'record-deleted', resource: 'students', id: 'lee' },
            { kind: 'record-deleted', resource: 'employees', id: 'mr-day' },
            { kind: 'record-deleted', resource: 'events', id: 'play' },
            { kind: 'record-added', resource: 'students', record: { ...pupil, ...named } },
            { kind: 'record-added', resource: 'employees', record: { ...person, ...named } },
            { kind: 'record-added', resource: 'events', record: { ...date, ...named } },
          );
          expect(result.outcome).toBe('partial');
          expect(exitCodeOf({ schools: [result] })).toBe(6);
          const { kinds } = result.addOns['email-text'] ?? {};
          expect(kinds?.student).toMatchObject({
            seen: 2,
            unchanged: 1,
            failed: 1,
            withdrawn: 0,
            present: 2,
          });
          expect(kinds?.employee).toMatchObject({
            seen: 2,
            unchanged: 1,
            failed: 1,
            withdrawn: 0,
            present: 2,
          });
          // The row may be any pupil who is not shown, so that their contacts' links stand; the others are decided.
          expect(kinds?.contact).toMatchObject({ seen: 1, withdrawn: 0, present: 2 });
          expect(result.addOns['mis-calendar']?.kinds.event).toMatchObject({
            failed: 1,
            withdrawn: 0,
            present: 2,
          });
          expect(await standings(gate, 'contact', 'dad', ['lee'])).toBe('imported: lee');
        },
      ),
  );
});

describe('a student row without readable contacts', () => {
  it.each([
    ['null', { contacts: null }],
    ['data null', { contacts: { data: null } }],
    ['a text', { contacts: 'none' }],
    ['an object', { contacts: { data: { 0: { id: 'mum' } } } }],
  ])('keeps no other contact from being decided (%s)', (_, broken) =>
    given(
      aSchool({
        students: [student('kim', [contact('mum'), contact('gran')]), student('lee', [contact('dad')])],
      }),
      async ({ gate, when }) => {
        const result = await when(
          { kind: 'record-deleted', resource: 'students', id: 'lee' },
          { kind: 'order-added', contact: 'mum' },
          { kind: 'record-added', resource: 'students', record: { ...student('max'), ...broken } },
        );
        expect(result.outcome).toBe('completed');
        expect(await standings(gate, 'student', 'lee')).toBe('withdrawn: NOT_IN_SOURCE');
        expect(await standings(gate, 'student', 'max')).toBe('imported');
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('excluded: ACTIVE_COURT_ORDER');
        expect(await standings(gate, 'contact', 'gran', ['kim'])).toBe('imported: kim');
        expect(await standings(gate, 'contact', 'dad', ['lee'])).toBe('withdrawn: NOT_IN_SOURCE');
      },
    ),
  );

  it.each([
    ['null', null],
    ['data null', { data: null }],
    ['a text', 'none'],
    ['an object', { data: { 0: contact('mum') } }],
  ])('leaves the links under that pupil as they were (%s)', (_, contacts) => {
    const lee = student('lee', [contact('mum'), contact('dad')]);
    return given(
      aSchool({ students: [student('kim', [contact('mum'), contact('gran'), contact('gone', ORDER)]), lee] }),
      async ({ gate, when }) => {
        const students = [{ ...student('kim'), contacts } as RawRecord, lee];
        await gate.serve({ schools: [aSchool({ students })] });
        expect((await when()).outcome).toBe('completed');
        expect(await standings(gate, 'contact', 'mum', ['kim', 'lee'])).toBe('imported: kim, lee');
        expect(await standings(gate, 'contact', 'gran', ['kim'])).toBe('imported: kim');
        expect(await standings(gate, 'contact', 'gone')).toBe('excluded: ACTIVE_COURT_ORDER');
      },
    );
  });
});

describe('hostile values', () => {
  const strange = [
    '<script>alert(1)</script> & "quotes" \'\'',
    'NUL \u0000 and other controls \u0001\u001f\u007f\u0085\u2028',
    'half a pair \ud800 and \udfff',
    '\u202eright to left\u202c \ufeff  spaces kept  ',
    'x'.repeat(60_000),
    '{"$gt": ""}; DROP TABLE documents; --',
    '李明 Ørsted 👩‍👩‍👧 e\u0301',
    '__proto__',
    'constructor',
    '',
  ];

  it('come through exactly as they were delivered', () =>
    given(
      aSchool({
        students: strange.map((text, n) =>
          student(`s${n}`, [contact(`c${n}`, CARER, { title: text })], { surname: text }),
        ),
        events: strange.map((text, n) =>
          event(`v${n}`, { name: text === '' ? 'Fair' : text, location: text }),
        ),
      }),
      async ({ gate, last }) => {
        expect(last().outcome).toBe('completed');
        for (const [n, text] of strange.entries()) {
          const find = async (kind: 'student' | 'contact', id: string) =>
            (await gate.documents('email-text', kind)).find(
              (document) => document.id === gate.documentIdOf(kind, id),
            );
          expect((await find('student', `s${n}`))?.['surname']).toBe(text);
          expect((await find('contact', `c${n}`))?.['title']).toBe(text);
          const events = await gate.documents('mis-calendar', 'event');
          expect(events.find(({ id }) => id === gate.documentIdOf('event', `v${n}`))?.['location']).toBe(
            text,
          );
        }
        await gate.restart();
        const before = await gate.comparable();
        await gate.sync();
        expect(await gate.comparable()).toEqual(before);
      },
    ));

  it('as keys, ids and whole rows are dropped or refused, and never crash or touch a prototype', () => {
    const parsed = (json: string) => JSON.parse(json) as Record<string, never>;
    return given(
      aSchool({
        students: [
          student('kim', [contact('mum', { ...CARER, ...parsed('{"__proto__": {"court_order": false}}') })]),
          {
            ...student('lee'),
            ...parsed('{"constructor": {"x": 1}, "toString": "x", "forename": {"a": 1}, "surname": 5}'),
          },
          student('__proto__', [contact('constructor')]),
          student('max', [
            contact(
              'unsaid',
              parsed('{"parental_responsibility": true, "__proto__": {"court_order": false}}'),
            ),
          ]),
        ],
        employees: [employee('ms-ng', parsed('{"__proto__": {"current": true}}'))],
        events: [event('fair', { start_at: { date: [], timezone: {} } }), event('play', { name: ['x'] })],
      }),
      async ({ gate, last }) => {
        expect(last().outcome).toBe('completed');
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
        expect(await standings(gate, 'contact', 'constructor', ['__proto__'])).toBe('imported: __proto__');
        expect(await standings(gate, 'contact', 'unsaid')).toBe('excluded: RULE_INPUT_UNREADABLE');
        expect(await standings(gate, 'employee', 'ms-ng')).toBe('excluded: RULE_INPUT_UNREADABLE');
        expect(await standing(gate, 'mis-calendar', 'event', 'fair')).toBe('excluded: SOURCE_RECORD_INVALID');
        expect(await standing(gate, 'mis-calendar', 'event', 'play')).toBe('excluded: SOURCE_RECORD_INVALID');
        const students = await gate.documents('email-text', 'student');
        const lee = students.find(({ id }) => id === gate.documentIdOf('student', 'lee'));
        expect(Object.keys(lee ?? {}).sort()).toEqual(['id', 'legal_forename', 'legal_surname']);
        expect(Object.getPrototypeOf({})).not.toHaveProperty('court_order');
      },
    );
  });
});
