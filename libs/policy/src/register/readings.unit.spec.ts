import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RuleInput } from '@gatehouse/schemas';
import { RegisterScene } from '../../testing/a-register.js';
import type { ContactSays, EmployeeSays, PupilSays } from '../../testing/a-source.js';
import { contact, idOf, ordered, pupil } from '../../testing/a-source.js';

/** What readings write, and what they write again (restrictions.md, rules 9 and 12). */
let scene: RegisterScene;
beforeEach(() => {
  scene = new RegisterScene();
});

/** The types of the events that this adds to the register. */
function written(work: () => unknown): string[] {
  const before = scene.written.length;
  work();
  return scene.written.slice(before).map(({ type }) => type);
}
/** The classes that this adds to the register: `O court_order true`. */
function restricting(work: () => unknown): string[] {
  const before = scene.written.length;
  work();
  return scene.written
    .slice(before)
    .flatMap((event) =>
      event.type === 'InputsRestrict'
        ? event.data.links.map(({ row, input, class: said }) => `${idOf(row)} ${input} ${said}`)
        : [],
    );
}
const kim = (...contacts: ContactSays[]) => [pupil('kim', ...contacts), pupil('lee', contact('other'))];

describe('a night like the one before', () => {
  const classes: RuleInput[] = ['true', 'false', 'null', 'absent', 'unreadable'];
  const everything: PupilSays[] = [
    pupil('kim', ...classes.map((order) => contact(`order ${order}`, { order, upi: 'shared' }))),
    pupil('lee', ...classes.map((responsible) => contact(`responsible ${responsible}`, { responsible }))),
    pupil('max', ...classes.map((order) => contact(`loose ${order}`, { order, loose: true }))),
    pupil(
      'mia',
      contact('M'),
      contact('loose null', { order: 'null', loose: true }),
      contact('loose absent', { order: 'absent', loose: true }),
    ),
    { ...pupil('twin', ordered('O'), contact('O')), upi: 'twins' },
    { ...pupil('other twin', contact('O')), upi: 'twins' },
    pupil(undefined, ordered('P'), contact('Q', { order: 'null' })),
  ];
  const employees: EmployeeSays[] = classes.map((current) => ({
    id: `current ${current}`,
    current,
    upi: 'shared',
  }));
  // Whoever is not shown any more may be the rows without an id, and so is named by them.
  const before: PupilSays[] = [
    ...everything,
    pupil('max', contact('A'), contact('B')),
    pupil('mia', contact('C'), contact('D')),
  ];

  it('writes that there was a reading, once a day, and nothing else', () => {
    scene.night(before, { employees }).night(everything, { employees });
    expect(written(() => scene.night(everything, { employees, days: 0 }))).toEqual([]);
    expect(written(() => scene.night(everything, { employees, days: 1 }))).toEqual([
      'ReadingWhole',
      'ReadingWhole',
    ]);
    expect(written(() => scene.night(everything, { employees, days: 0 }))).toEqual([]);
  });

  it('writes nothing at all where it is not whole', () => {
    scene.night(everything, { employees });
    expect(written(() => scene.night(everything, { employees, ends: 'failing' }))).toEqual([]);
  });
});

describe('a class is written', () => {
  it('where it differs from what was read last, one that ended or waits included', () => {
    scene.night(kim(contact('O')));
    const night = (order: RuleInput, ends?: 'crashed') =>
      restricting(() => scene.night(kim(contact('O', { order })), { ends: ends ?? 'completed' }));
    expect(night('unreadable')).toEqual(['O court_order unreadable']);
    expect(night('true')).toEqual(['O court_order true']);
    expect(night('false', 'crashed')).toEqual([]);
    expect(night('true')).toEqual(['O court_order true']);
    expect(night('true')).toEqual([]);
  });

  it('where a release waits: then an order that is read again stands by itself', () => {
    const two = (order: RuleInput) => [
      pupil('kim', contact('O', { order })),
      pupil('lee', contact('P', { order })),
    ];
    scene.night(two('true')).night(two('false'));
    expect(scene.counts()).toEqual({ waiting: 2 });
    expect(restricting(() => scene.night(two('true')))).toEqual(['O court_order true', 'P court_order true']);
    expect(scene.counts()).toEqual({});
  });

  it('where the last whole reading did not show the link, or not its pupil', () => {
    scene.night(kim(ordered('O'))).night(kim());
    expect(restricting(() => scene.night(kim(ordered('O'))))).toEqual(['O court_order true']);
    scene.night([pupil('lee', contact('other'))]);
    expect(restricting(() => scene.night(kim(ordered('O'))))).toEqual(['O court_order true']);
    expect(restricting(() => scene.night(kim(ordered('O'))))).toEqual([]);
  });

  it('once by readings that fail one after the other, and again after a word', () => {
    scene.night(kim(ordered('O'))).night(kim());
    const failing = () => restricting(() => scene.night(kim(ordered('O')), { ends: 'failing' }));
    expect([failing(), failing(), failing()]).toEqual([['O court_order true'], [], []]);
    scene.lift('O');
    expect([failing(), failing()]).toEqual([['O court_order true'], []]);
  });

  it('where a word came between', () => {
    scene.night(kim(ordered('O', { responsible: 'false' })));
    scene.lift('O', { input: 'court_order' });
    expect(restricting(() => scene.night(kim(ordered('O', { responsible: 'false' }))))).toEqual([
      'O court_order true',
    ]);
  });

  it('never in the place of an earlier order', () => {
    scene.night(kim(ordered('O'))).night(kim(contact('O', { order: 'unreadable' })));
    scene.says('RestrictionLifted', { run: scene.runs.newest });
    expect(scene.alone('O')).toBe('order true');
    scene.night(kim(contact('O', { order: 'null' })));
    expect(scene.alone('O')).toBe('order null, order true');
  });

  it('for blank values from a whole reading alone', () => {
    const blank = kim(contact('O', { order: 'null', responsible: 'absent' }));
    expect(restricting(() => scene.night(blank, { ends: 'failing' }))).toEqual([]);
    expect(restricting(() => scene.night(blank)).sort()).toEqual([
      'O court_order null',
      'O parental_responsibility absent',
    ]);
  });

  it('for an employee from any page, and ended by a whole reading alone', () => {
    const night = (current: RuleInput, ends: 'completed' | 'failing') =>
      restricting(() => scene.night([], { ends, employees: [{ id: 'Ann', current }, { id: 'Bob' }] }));
    expect(night('null', 'failing')).toEqual([]);
    expect(night('false', 'failing')).toEqual(['Ann current false']);
    expect(night('true', 'failing')).toEqual([]);
    expect(scene.employee('Ann')).toBe('out: EMPLOYEE_NOT_CURRENT');
    expect(night('true', 'completed')).toEqual([]);
    expect(scene.employee('Ann')).toBe('in');
  });
});

describe('a row without a readable id', () => {
  const family = kim(contact('mum'), contact('dad'), contact('uncle'));
  const without = (order: RuleInput) => kim(contact('mum'), contact('somebody', { order, loose: true }));

  it.each(['true', 'unreadable'] as const)(
    'that says %s restricts, from any page, whoever is known for the child and not shown there',
    (order) => {
      scene.night(family);
      const said = restricting(() => scene.night(without(order), { ends: 'failing' }));
      expect(said.filter((one) => !one.startsWith('loose')).sort()).toEqual([
        'dad court_order unreadable',
        'uncle court_order unreadable',
      ]);
      expect([scene.alone('mum'), scene.alone('other')]).toEqual(['free', 'free']);
    },
  );

  it.each(['null', 'absent'] as const)('that says %s does so from a whole reading', (order) => {
    scene.night(family).night(without(order), { ends: 'failing' });
    expect(scene.alone('dad')).toBe('free');
    scene.night(without(order));
    expect(scene.alone('dad')).toBe(`order ${order}`);
  });

  it('ends for each by their own false for that child, or by a word about them', () => {
    scene.night(family).night(without('true'));
    scene.night(kim(contact('mum'), contact('dad')));
    expect([scene.alone('dad'), scene.alone('uncle')]).toEqual(['free', 'order unreadable']);
    scene.lift('uncle');
    expect(scene.alone('uncle')).toBe('free');
  });

  it('does not end by a false for another child', () => {
    scene.night(family).night(without('true'));
    scene.night([pupil('kim', contact('mum')), pupil('lee', contact('dad'), contact('uncle'))]);
    expect([scene.contact('dad'), scene.contact('uncle')]).toEqual([
      'out: RULE_INPUT_UNREADABLE',
      'out: RULE_INPUT_UNREADABLE',
    ]);
  });
});

it('responsibility that a word ended of one row of an adult no longer keeps the other’s from ending', () => {
  const upi = { upi: 'u', fields: {} };
  const P = (responsible: RuleInput) => contact('P', { ...upi, responsible });
  scene.night(kim(P('false'), contact('Q', { ...upi, responsible: 'false' }))).night(kim(P('true')));
  expect(scene.contact('P')).toBe('out: NO_PARENTAL_RESPONSIBILITY');
  scene.lift('Q').night(kim(P('true')));
  expect(scene.contact('P')).toBe('in: kim');
});
