import { beforeEach, describe, expect, it } from '@jest/globals';
import { RegisterScene } from '../../testing/a-register.js';
import { contact, ordered, pupil } from '../../testing/a-source.js';
import { ContactReading } from './reading/contact-reading.js';

/** The table of histories in restrictions.md, row by row: O carries the order, T is another row of the same adult. */
let scene: RegisterScene;
beforeEach(() => {
  scene = new RegisterScene();
});
const ORDER = 'out: ACTIVE_COURT_ORDER';
const UNCLEAR = 'out: SAME_PERSON_UNCLEAR';
const many = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n + 1));
const named = (forename: string, surname: string, more: object = {}) => ({
  fields: { forename, surname, ...more },
});

describe('an order is remembered', () => {
  const both = (lee: string) => [
    pupil('kim', contact('O')),
    pupil('lee', contact('O', { order: lee === 'true' ? 'true' : 'false' })),
  ];

  it('while its child is missing, for ever', () => {
    scene.night(both('true'));
    for (let night = 0; night < 12; night += 1) scene.night([pupil('kim', contact('O'))], { days: 3 });
    expect(scene.contact('O')).toBe(ORDER);
    expect(scene.list()).toEqual(['O remembered']);
  });

  it('while its link is missing and a second row of the adult says false about the same child', () => {
    scene.night([pupil('kim', ordered('O', { upi: 'u' }), contact('T', { upi: 'u' }))]);
    scene.night([pupil('kim', contact('T', { upi: 'u' }))]);
    expect(scene.contact('T')).toBe(ORDER);
  });

  it('from a page of a reading that fails, and then cannot be repeated', () => {
    scene.night(both('false'));
    scene.night(both('true'), { ends: 'failing' });
    expect(scene.alone('O')).toBe('order true');
  });

  it('when the child comes back with a new id and the own row says false under it, in either scope', () => {
    const kim = (id: string, order: 'true' | 'false') => ({
      ...pupil(id, contact('O', { order })),
      upi: 'kim',
    });
    scene.night([kim('kim', 'true')]).night([kim('kim-2', 'false')]);
    expect(scene.contact('O')).toBe(ORDER);
    scene.settings = { ...scene.settings, courtOrderScope: 'link' };
    expect(scene.contact('O')).toBe(ORDER);
    scene.lift('O');
    expect(scene.contact('O')).toBe('in: kim-2');
  });

  it('about one of two pupils who share a upi: of the person, or of that link alone', () => {
    const two = [
      { ...pupil('kim', ordered('O')), upi: 'shared' },
      { ...pupil('lee', contact('O')), upi: 'shared' },
    ];
    scene.night(two);
    expect(scene.contact('O')).toBe(ORDER);
    scene.settings = { ...scene.settings, courtOrderScope: 'link' };
    expect(scene.contact('O')).toBe('in: lee');
  });
});

describe('an order ends by the word of the source', () => {
  const family = (order: 'true' | 'false') => many(3, (n) => pupil(`child ${n}`, contact('O', { order })));

  it('about all its children, and counts once the run has completed', () => {
    scene.night(family('true')).night(family('false'), { ends: 'crashed' });
    expect(scene.contact('O')).toBe(ORDER);
    scene.night(family('false'));
    expect(scene.contact('O')).toBe('in: child 1, child 2, child 3');
  });

  it('not where the run never completed and the next list is short; released by the next that shows it', () => {
    const short = [pupil('other')];
    scene.night(family('true')).night(family('false'), { ends: 'crashed' }).night(short);
    expect(scene.alone('O')).toBe('order true');
    scene.night(family('false'));
    expect(scene.alone('O')).toBe('free');
  });

  it.each([
    ['changed', 'false'],
    ['unchanged', 'true'],
  ] as const)('not of a zombie that completes after a newer run read true, %s', (_, meanwhile) => {
    scene.night(family('true'));
    if (meanwhile === 'false') scene.night(family('false'), { ends: 'crashed' });
    const zombie = scene.begin();
    const reading = new ContactReading();
    scene.page(zombie, family('false'), reading);
    if (meanwhile === 'false') scene.readWhole(zombie, reading);
    scene.night(family('true'));
    if (meanwhile === 'true') scene.readWhole(zombie, reading);
    scene.complete(zombie);
    expect(scene.alone('O')).toBe('order true');
    scene.night([pupil('other')]);
    expect(scene.alone('O')).toBe('order true');
  });

  it('all wait where all of eight end in one night, whoever else is remembered', () => {
    const school = (order: 'true' | 'false') =>
      many(8, (n) => pupil(`kid ${n}`, contact(`O${n}`, { order })));
    const leavers = many(20, (n) => pupil(`leaver ${n}`, ordered(`gone ${n}`)));
    scene
      .night([...school('true'), ...leavers])
      .night(school('true'))
      .night(school('false'));
    for (let n = 1; n <= 8; n += 1) expect(scene.contact(`O${n}`)).toBe(ORDER);
    expect(scene.counts().waiting).toBe(8);
  });

  it('both wait where both of two end in one night', () => {
    const two = (order: 'true' | 'false') => [
      pupil('a', contact('O1', { order })),
      pupil('b', contact('O2', { order })),
    ];
    scene.night(two('true')).night(two('false')).night(two('false'));
    expect([scene.contact('O1'), scene.contact('O2')]).toEqual([ORDER, ORDER]);
    scene.lift('O1').night(two('false')).night(two('false'));
    expect([scene.contact('O1'), scene.contact('O2')]).toEqual(['in: a', ORDER]);
  });

  it('the second of two waits where they end on two successive nights', () => {
    const two = (one: 'true' | 'false', other: 'true' | 'false') => [
      pupil('a', contact('O1', { order: one })),
      pupil('b', contact('O2', { order: other })),
    ];
    scene.night(two('true', 'true')).night(two('false', 'true')).night(two('false', 'false'));
    expect([scene.contact('O1'), scene.contact('O2')]).toEqual(['in: a', ORDER]);
    for (let night = 0; night < 20; night += 1) scene.night(two('false', 'false'));
    expect(scene.contact('O2')).toBe(ORDER);
    expect(scene.list()).toEqual(['O2 waiting']);
    scene.night(two('false', 'true')).night(two('false', 'false'));
    expect(scene.contact('O2')).toBe('in: b');
  });
});

describe('a reading that is not whole', () => {
  it('neither takes anybody out for blank values nor lets anybody in', () => {
    scene.night([pupil('kim', contact('A')), pupil('lee', contact('B'))]);
    const blank = [
      pupil('kim', contact('A', { order: 'absent' })),
      pupil('lee', contact('B', { order: 'null' })),
    ];
    scene.night(blank, { ends: 'permissions-changed' });
    expect([scene.alone('A'), scene.alone('B'), scene.contact('A')]).toEqual(['free', 'free', 'not decided']);
  });
});

describe('a MIS that goes blank', () => {
  const school = (order: 'null' | 'false', ...more: ReturnType<typeof contact>[]) => [
    ...many(6, (n) => pupil(`kid ${n}`, contact(`P${n}`, { order }))),
    pupil('new', ...more),
  ];

  it('keeps those in who were in for thirty days, then judges by the plain rule; whoever is new stays out', () => {
    scene.night(school('false')).night(school('null'));
    expect(scene.contact('P1')).toBe('in: kid 1');
    scene.night(school('null', contact('N', { order: 'null' })), { days: 10 });
    expect([scene.contact('P1'), scene.contact('N')]).toEqual(['in: kid 1', 'out: COURT_ORDER_NOT_RECORDED']);
    scene.night(school('null', contact('N', { order: 'null' })), { days: 20 });
    expect(scene.contact('P1')).toBe('out: COURT_ORDER_NOT_RECORDED');
  });

  it('keeps the new out where blank meant no order, too, until the school says so anew', () => {
    scene.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
    scene.night(school('false')).night(school('null', contact('N', { order: 'null' })));
    expect(scene.contact('N')).toBe('out: COURT_ORDER_NOT_RECORDED');
    expect(scene.list()).toEqual(['N blank']);
    scene
      .says('CourtOrderPolicySet', { blankCourtOrder: 'no-order' })
      .night(school('null', contact('N', { order: 'null' })));
    expect([scene.contact('N'), scene.contact('P1'), ...scene.list()]).toEqual(['in: new', 'in: kid 1']);
  });

  it('keeps a new link out also where a run had read its page before and then failed', () => {
    const blank = school('null', contact('N', { order: 'null' }));
    scene.night(school('false')).night(blank, { ends: 'failing' }).night(blank, { days: 0 });
    expect([scene.contact('N'), scene.contact('P1')]).toEqual(['out: COURT_ORDER_NOT_RECORDED', 'in: kid 1']);
  });

  it('keeps in whom the second whole reading of a day was the first to show', () => {
    scene.night(school('false')).night(school('false', contact('N')), { days: 0 });
    scene.night(school('null', contact('N', { order: 'null' })));
    expect(scene.contact('N')).toBe('in: new');
  });

  it('lets nobody in whose order was missing before, and is blank now as all are', () => {
    const absent = pupil('other', contact('A', { order: 'absent' }));
    scene.night([...school('false'), absent]);
    scene.night([...school('null'), pupil('other', contact('A', { order: 'null' }))]);
    expect([scene.contact('A'), scene.contact('P1')]).toEqual(['out: RULE_INPUT_UNREADABLE', 'in: kid 1']);
  });

  it('lets one new order take that one alone', () => {
    scene.night(school('false')).night(school('null'));
    scene.night([pupil('kid 1', ordered('P1')), ...school('null').slice(1)]);
    expect([scene.contact('P1'), scene.contact('P2')]).toEqual([ORDER, 'in: kid 2']);
  });

  it('leaves an order in memory, seen as such, that a word may lift', () => {
    scene.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
    const ordered1 = (order: 'true' | 'null') => [
      pupil('kid 0', contact('O', { order })),
      ...school(order === 'true' ? 'false' : 'null'),
    ];
    scene.night(ordered1('true')).night(ordered1('null')).night(ordered1('null'));
    expect([scene.contact('O'), ...scene.list()]).toEqual([ORDER, 'O remembered']);
    scene.lift('O');
    expect(scene.contact('O')).toBe('in: kid 0');
  });

  it('is not one that never knew a false', () => {
    scene.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
    const orders = [pupil('o1', ordered('O1')), pupil('o2', ordered('O2'))];
    scene.night([...school('null'), ...orders]).night(school('null', contact('N', { order: 'null' })));
    expect([scene.contact('P1'), scene.contact('N'), scene.alone('O1')]).toEqual([
      'in: kid 1',
      'in: new',
      'order true',
    ]);
  });
});

describe('blank values', () => {
  it('end at once where the link says otherwise', () => {
    scene.night([pupil('kim', contact('A', { order: 'null' })), pupil('lee', contact('B'))]);
    expect(scene.contact('A')).toBe('out: COURT_ORDER_NOT_RECORDED');
    scene.night([pupil('kim', contact('A')), pupil('lee', contact('B'))]);
    expect(scene.contact('A')).toBe('in: kim');
  });

  it('lapse after thirty days and ten whole readings without the link; a partner who is added then is in', () => {
    const rest = pupil('lee', contact('B'));
    scene.night([pupil('kim', contact('O', { order: 'null' }), contact('M')), rest]);
    for (let night = 0; night < 11; night += 1) scene.night([pupil('kim', contact('M')), rest], { days: 3 });
    expect(scene.alone('O')).toBe('free');
    scene.night([pupil('kim', contact('M'), contact('partner')), rest]);
    expect(scene.contact('partner')).toBe('in: kim');
  });

  it('do not lapse by days alone', () => {
    const rest = pupil('lee', contact('B'));
    scene.night([pupil('kim', contact('O', { order: 'null' })), rest]).night([rest], { days: 90 });
    expect(scene.alone('O')).toBe('order null');
  });
});

describe('responsibility', () => {
  it('of all that turns to true in one night waits; one word takes all of the night', () => {
    const school = (responsible: 'true' | 'false') => [
      ...many(12, (n) => pupil(`kid ${n}`, contact(`P${n}`, { responsible }))),
      pupil('lee', contact('B')),
    ];
    scene.night(school('false')).night(school('true'));
    expect(scene.contact('P1')).toBe('out: NO_PARENTAL_RESPONSIBILITY');
    expect(scene.counts().waiting).toBe(12);
    scene.says('RestrictionLifted', { run: scene.runs.newest });
    expect(scene.contact('P1')).toBe('in: kid 1');
  });

  it('of a row that is gone still counts for the adult and the child', () => {
    scene.night([
      pupil(
        'kim',
        contact('P1', { upi: 'u' }),
        contact('P2', { upi: 'u', responsible: 'false', fields: {} }),
      ),
    ]);
    scene.night([pupil('kim', contact('P1', { upi: 'u' }))]);
    expect(scene.contact('P1')).toBe('out: NO_PARENTAL_RESPONSIBILITY');
    scene.night([pupil('kim', contact('P1', { upi: 'u' }), contact('P2', { upi: 'u', fields: {} }))]);
    expect(scene.contact('P1')).toBe('in: kim');
  });

  it('of a step-parent is about the step-child alone', () => {
    scene.night([
      pupil('own', contact('S')),
      pupil('step', contact('S', { responsible: 'false' }), contact('M')),
    ]);
    expect([scene.contact('S'), scene.contact('M')]).toEqual(['in: own', 'in: step']);
  });

  it('of one of a couple who share a upi under different names does not count for the other', () => {
    scene.night([
      pupil(
        'kim',
        contact('he', { upi: 'u', responsible: 'false', ...named('John', 'Smith') }),
        contact('she', { upi: 'u', ...named('Mary', 'Smith') }),
      ),
    ]);
    expect(scene.contact('she')).toBe('in: kim');
  });
});

describe('who is one person', () => {
  it('whoever carries the upi that the row with the order lost, or wrote in other letters', () => {
    scene.night([pupil('kim', ordered('O', { upi: 'Ab12' })), pupil('lee', contact('T', { upi: ' aB12' }))]);
    expect(scene.contact('T')).toBe(ORDER);
    scene.night([pupil('kim', ordered('O')), pupil('lee', contact('T', { upi: 'AB12' }))]);
    expect(scene.contact('T')).toBe(ORDER);
  });

  it('whoever carried it once, when the order comes later', () => {
    scene.night([pupil('lee', contact('T', { upi: 'p' }))]).night([pupil('lee', contact('T'))]);
    scene.night([pupil('lee', contact('T')), pupil('kim', ordered('O', { upi: 'p' }))]);
    expect(scene.contact('T')).toBe(ORDER);
  });

  const strangers = (count: number, order?: string, ...apart: string[]) =>
    many(count, (n) =>
      pupil(
        `kid ${n}`,
        contact(`N${n}`, {
          upi: '0',
          order: order === `N${n}` || apart.includes(`N${n}`) ? 'true' : 'false',
        }),
      ),
    );

  it('not eight strangers under one upi once they are told apart; a later order takes that one alone', () => {
    scene.night(strangers(8, 'N1'));
    expect(scene.contact('N2')).toBe(ORDER);
    scene.separate(...many(8, (n) => `N${n}`)).night(strangers(8, 'N1'));
    expect(many(8, (n) => scene.contact(`N${n}`)).filter((said) => said === ORDER)).toHaveLength(1);
    scene.night(strangers(8, 'N1', 'N5'));
    expect([scene.contact('N5'), scene.contact('N6')]).toEqual([ORDER, 'in: kid 6']);
  });

  it('not nine strangers under one upi', () => {
    scene.night(strangers(9, 'N1'));
    expect([scene.contact('N1'), scene.contact('N2'), scene.contact('N9')]).toEqual([
      ORDER,
      'in: kid 2',
      'in: kid 9',
    ]);
  });

  it('still, whom a upi had joined to a restricted row before the ninth name came', () => {
    scene.night(strangers(8, 'N1')).night(strangers(9, 'N1'));
    expect([scene.contact('N2'), scene.contact('N9')]).toEqual([ORDER, 'in: kid 9']);
  });
});

describe('whoever is alike to a restricted row', () => {
  const john = named('John', 'Smith', { emails: { email: 'j@x.example' } });

  it('stays out, and at once where the other is blocked and deleted later', () => {
    const school = [pupil('kim', contact('O', john)), pupil('lee', contact('T', john))];
    scene.night(school);
    for (let night = 0; night < 3; night += 1) scene.night(school, { days: 100 });
    expect(scene.contact('T')).toBe('in: lee');
    scene.block('O');
    expect(scene.alone('T')).toBe('alike');
    scene.separate('O', 'T');
    expect(scene.alone('T')).toBe('free');
  });

  it('and whoever shares a person key with that one; likeness goes no further', () => {
    scene.night([
      pupil('kim', ordered('O', john)),
      pupil('lee', contact('T', { ...john, upi: 't' })),
      pupil(
        'max',
        contact('T2', { upi: 't', ...named('John', 'Smith') }),
        contact('other', named('Jane', 'Doe')),
      ),
    ]);
    expect([scene.contact('T'), scene.contact('T2'), scene.contact('other')]).toEqual([
      UNCLEAR,
      UNCLEAR,
      'in: max',
    ]);
  });

  it('in scope link only about the same child, a block everywhere', () => {
    scene.settings = { ...scene.settings, courtOrderScope: 'link' };
    scene.night([pupil('kim', ordered('O', john), contact('T', john)), pupil('lee', contact('T', john))]);
    expect(scene.contact('T')).toBe('in: lee');
    scene.block('O');
    expect(scene.contact('T')).toBe(UNCLEAR);
  });

  it('a row without names covers its child’s rows only', () => {
    const blank = { fields: { phones: { mobile: '0000000000' } } };
    scene.night([
      pupil('kim', ordered('O', blank), contact('M')),
      pupil('lee', contact('N', { fields: { ...blank.fields, forename: 'Ann', surname: 'Lee' } })),
    ]);
    expect([scene.contact('M'), scene.contact('N')]).toEqual([UNCLEAR, 'in: lee']);
  });
});

describe('a row made again', () => {
  const mother = contact('mother');

  it('under the same child keeps out, whatever its names and flags say', () => {
    scene
      .night([pupil('kim', ordered('O'), mother)])
      .night([pupil('kim', contact('O2', { upi: 'new' }), mother)]);
    expect([scene.contact('O2'), scene.contact('mother')]).toEqual([UNCLEAR, 'in: kim']);
    expect(scene.list()).toContain('O2 made-again');
    scene.separate('O', 'O2');
    expect(scene.contact('O2')).toBe('in: kim');
  });

  it('entered a day before the old one goes keeps out from the reading that misses the old one', () => {
    scene
      .night([pupil('kim', ordered('O'), mother)])
      .night([pupil('kim', ordered('O'), contact('O2'), mother)]);
    expect(scene.contact('O2')).toBe('in: kim');
    scene.night([pupil('kim', contact('O2'), mother)]);
    expect(scene.contact('O2')).toBe(UNCLEAR);
  });

  it('in the place of one of a crowd is out by each of them, though not each of them is named', () => {
    const names = (of: string) => Array.from({ length: 60 }, (_, n) => `${of}${n}`);
    scene
      .night([pupil('kim', ...names('O').map((id) => ordered(id)), mother)])
      .night([pupil('kim', ...names('N').map((id) => contact(id)), mother)]);
    expect(new Set(names('N').map((id) => scene.contact(id)))).toEqual(new Set([UNCLEAR]));
    const named = scene.list().filter((line) => line.startsWith('N7 '));
    expect(new Set(named)).toEqual(new Set(['N7 made-again']));
    expect(named.length).toBeLessThan(30);
    // Whoever is told apart from those who are named is told the next.
    for (const old of names('O').slice(0, 59)) scene.separate(old, 'N7');
    expect(scene.contact('N7')).toBe(UNCLEAR);
    scene.separate('O59', 'N7');
    expect([scene.contact('N7'), scene.contact('N8')]).toEqual(['in: kim', UNCLEAR]);
  });

  it('is not the new partner of the mother while the old row stands there', () => {
    scene
      .night([pupil('kim', ordered('O'), mother)])
      .night([pupil('kim', ordered('O'), mother, contact('partner'))]);
    expect(scene.contact('partner')).toBe('in: kim');
  });

  it('may be the new partner of the mother once the old row is gone; until told apart', () => {
    scene.night([pupil('kim', ordered('O'), mother)]).night([pupil('kim', mother)], { days: 100 });
    scene.night([pupil('kim', mother, contact('partner'))], { days: 100 });
    expect(scene.contact('partner')).toBe(UNCLEAR);
    scene.separate('O', 'partner');
    expect(scene.contact('partner')).toBe('in: kim');
  });

  it('is not the mother, whom the first reading of the school showed beside it', () => {
    scene.night([pupil('kim', ordered('O'), mother)]).night([pupil('kim', mother)]);
    expect(scene.contact('mother')).toBe('in: kim');
  });

  it('is known of a row blocked only after it was gone', () => {
    scene.night([pupil('kim', contact('O'), mother)]).night([pupil('kim', contact('O2'), mother)]);
    expect(scene.contact('O2')).toBe('in: kim');
    scene.block('O');
    expect(scene.alone('O2')).toBe('made-again');
  });

  it('of somebody who was known elsewhere for long loses that link alone', () => {
    const lee = pupil('lee', contact('uncle'));
    scene.night([pupil('kim', ordered('O'), mother), lee]).night([pupil('kim', mother), lee], { days: 100 });
    scene.night([pupil('kim', mother, contact('uncle')), lee]);
    expect(scene.contact('uncle')).toBe('in: lee');
  });
});

describe('words', () => {
  it('end nothing that was read later, in whatever order the streams are read', () => {
    scene.night([pupil('kim', ordered('O'))]).night([pupil('kim', contact('O', { order: 'null' }))]);
    const shown = scene.register.revision;
    scene.night([pupil('kim', ordered('O'))]).lift('O', {}, shown);
    expect(scene.alone('O')).toBe('order true');
  });

  it('are followed by an order that is read again unchanged after a reading without the link', () => {
    scene.night([pupil('kim', ordered('O')), pupil('lee')]).night([pupil('kim'), pupil('lee')]);
    scene.lift('O');
    expect(scene.alone('O')).toBe('free');
    scene.night([pupil('kim', ordered('O')), pupil('lee')]);
    expect(scene.alone('O')).toBe('order true');
  });

  it('moved to the new row of a change of MIS keep it out, although it says false', () => {
    scene
      .night([pupil('kim', ordered('O'))])
      .night([pupil('kim-9', contact('O9'))])
      .move('O', 'O9')
      .night([pupil('kim-9', contact('O9'))]);
    expect(scene.contact('O9')).toBe(ORDER);
    scene.lift('O9');
    expect(scene.contact('O9')).toBe('in: kim-9');
  });

  it('take all that one run read as unreadable, and never a true', () => {
    const school = (order: 'unreadable' | 'false') => [
      ...many(5, (n) => pupil(`kid ${n}`, contact(`P${n}`, { order }))),
      pupil('kim', ordered('O')),
    ];
    scene.night(school('false')).night(school('unreadable'), { ends: 'failing' });
    const bad = scene.runs.newest;
    scene.night(school('false'), { ends: 'crashed' }).says('RestrictionLifted', { run: bad });
    expect([scene.alone('P1'), scene.alone('O')]).toEqual(['free', 'order true']);
  });
});

describe('across kinds', () => {
  const kim = pupil('kim', contact('parent', { upi: 'u', ...named('Ann', 'Lee') }));
  const teacher = (surname: string, current: 'true' | 'false' = 'true', id = 'teacher') => [
    { id, upi: 'u', current, fields: { forename: 'Ann', surname } },
  ];

  it('a block follows a person key, also where a later name differs', () => {
    scene
      .night([kim], { employees: teacher('Lee') })
      .block('parent')
      .night([kim], { employees: teacher('Stone') });
    expect([scene.contact('parent'), scene.employee('teacher')]).toEqual([
      'out: PERSON_BLOCKED',
      'out: PERSON_BLOCKED',
    ]);
  });

  it('a block does not follow a person key to somebody of another name', () => {
    scene.night([kim], {
      employees: [{ id: 'teacher', upi: 'u', fields: { forename: 'Bob', surname: 'Stone' } }],
    });
    scene.block('parent');
    expect([scene.alone('parent'), scene.alone('teacher', 'employee')]).toEqual(['blocked', 'free']);
  });

  it('an order does not touch the staff record', () => {
    scene.night([pupil('kim', ordered('parent', { upi: 'u' }))], { employees: teacher('Lee') });
    expect([scene.contact('parent'), scene.employee('teacher')]).toEqual([ORDER, 'in']);
  });

  it('a teacher who left comes back with a new id', () => {
    scene.night([kim], { employees: teacher('Lee', 'false') });
    expect(scene.employee('teacher')).toBe('out: EMPLOYEE_NOT_CURRENT');
    scene.night([kim], { employees: teacher('Lee', 'true', 'teacher-2') });
    expect(scene.employee('teacher-2')).toBe('in');
  });
});

describe('a row without an id', () => {
  it('restricts whoever is known for the child and not shown there, until their own false or a word', () => {
    const before = [pupil('kim', contact('mum'), contact('dad'))];
    scene.night(before).night([pupil('kim', contact('mum'), ordered('dad', { loose: true }))]);
    expect([scene.contact('mum'), scene.alone('dad')]).toEqual(['in: kim', 'order unreadable']);
    scene.night(before).night(before);
    expect(scene.contact('dad')).toBe('in: kim');
  });

  it('counts for every child in scope link', () => {
    scene.settings = { ...scene.settings, courtOrderScope: 'link' };
    scene.night([
      pupil('kim', ordered('dad', { loose: true, upi: 'u' })),
      pupil('lee', contact('T', { upi: 'u' })),
    ]);
    expect(scene.contact('T')).toBe(ORDER);
  });

  it('under a pupil without an id acts, too', () => {
    scene
      .night([pupil('lee', contact('T'))])
      .night([pupil(undefined, ordered('T')), pupil('lee', contact('T'))], { ends: 'failing' });
    expect(scene.alone('T')).toBe('order true');
  });
});
