import { describe, expect, it } from '@jest/globals';
import { forEachAddOn } from '@gatehouse/schemas';
import fc from 'fast-check';
import {
  BLOCK,
  held,
  orderAbout,
  remembering,
  responsibilityFor,
  unclearAbout,
} from '../../testing/a-standing.js';
import type { Standing } from '../register/standing/standing.js';
import type { LineFacts, Review, ReviewRules } from './review-line.js';
import { reviewLine, reviewOn } from './review-line.js';

const RULES: ReviewRules = {
  access: 'approved',
  state: 'ready',
  granted: ['emails', 'forename'],
  settings: { courtOrderScope: 'person' },
};
const IN_SCOPE_LINK = { settings: { courtOrderScope: 'link' } } as const;
const line = (more: Partial<LineFacts> = {}): LineFacts => ({
  kind: 'contact',
  fields: ['emails', 'forename'],
  sealedFields: ['emails', 'forename'],
  isCategoryChosen: true,
  remembered: remembering(),
  ...more,
});
const review = (facts: Partial<LineFacts> = {}, rules: Partial<ReviewRules> = {}) =>
  reviewLine(line(facts), { ...RULES, ...rules });
const contact = (remembered: Partial<Standing>, rules: Partial<ReviewRules> = {}) =>
  review({ remembered: remembering(remembered) }, rules);

const KEEP: Review = { act: 'keep' };
const out = (...reasons: string[]) => ({ act: 'exclude', reasons });
const without = (withoutChildren: string[], ...reasons: string[]) => ({
  act: 'reduce',
  fields: ['emails', 'forename'],
  withoutChildren,
  reasons,
});

describe('holding a line against permissions and settings', () => {
  it('keeps what is still allowed', () => expect(review()).toEqual(KEEP));

  it.each([
    ['access was revoked', { access: 'revoked' }, 'ACCESS_REVOKED'],
    ['the add-on is not purchased', { state: 'not-purchased' }, 'ADD_ON_NOT_PURCHASED'],
    ['the add-on is blocked', { state: 'blocked' }, 'PERMISSION_WITHDRAWN'],
    ['the kind is no longer taken', { granted: undefined }, 'PERMISSION_WITHDRAWN'],
  ] as const)('withdraws when %s', (_, rules, reason) => {
    expect(review({}, rules)).toEqual({ act: 'withdraw', reason });
  });

  it('takes away a field that is no longer granted', () => {
    const reduced = { act: 'reduce', fields: ['forename'], withoutChildren: [], reasons: [] };
    expect(review({}, { granted: ['forename'] })).toEqual(reduced);
  });

  it('takes away the key that opens a field which an older line under it holds', () => {
    const reduced = { act: 'reduce', fields: ['forename'], withoutChildren: [], reasons: [] };
    expect(review({ fields: ['forename'] }, { granted: ['forename'] })).toEqual(reduced);
  });

  it('excludes an event whose category is no longer chosen', () => {
    const event = { kind: 'event', isCategoryChosen: false } as const;
    expect(review(event)).toEqual(out('EVENT_CATEGORY_NOT_CHOSEN'));
    expect(review({ ...event, isCategoryChosen: true })).toEqual(KEEP);
  });
});

describe('holding a line against the register', () => {
  it.each(['contact', 'employee', 'student'] as const)('excludes a blocked %s', (kind) => {
    expect(review({ kind, remembered: remembering({ block: BLOCK }) })).toEqual(out('PERSON_BLOCKED'));
  });

  it.each([
    ['true', 'ACTIVE_COURT_ORDER'],
    ['null', 'COURT_ORDER_NOT_RECORDED'],
    ['absent', 'RULE_INPUT_UNREADABLE'],
    ['unreadable', 'RULE_INPUT_UNREADABLE'],
  ] as const)(
    'excludes the contact of whom an order is remembered as %s, about whichever child',
    (said, reason) => {
      expect(contact({ orders: [orderAbout(said, 'A')] })).toEqual(out(reason));
    },
  );

  it('in scope link drops the children that an order is about, and everything where it is about none', () => {
    expect(contact({ orders: [orderAbout('true', 'A')] }, IN_SCOPE_LINK)).toEqual(
      without(['A'], 'ACTIVE_COURT_ORDER'),
    );
    expect(contact({ orders: [orderAbout('true')] }, IN_SCOPE_LINK)).toEqual(out('ACTIVE_COURT_ORDER'));
  });

  it('excludes who may be somebody restricted, or drops the child that it is about', () => {
    expect(contact({ unclear: [unclearAbout()] })).toEqual(out('SAME_PERSON_UNCLEAR'));
    expect(contact({ unclear: [unclearAbout('A')] })).toEqual(without(['A'], 'SAME_PERSON_UNCLEAR'));
  });

  it('drops a child for whom responsibility was said otherwise', () => {
    const responsibility = [responsibilityFor('false', 'B'), responsibilityFor('unreadable', 'A')];
    expect(contact({ responsibility })).toEqual(
      without(['A', 'B'], 'NO_PARENTAL_RESPONSIBILITY', 'RULE_INPUT_UNREADABLE'),
    );
  });

  it('excludes an employee who is not current, and none for an order as a parent', () => {
    const employee = (remembered: Partial<Standing>) =>
      review({ kind: 'employee', remembered: remembering(remembered) });
    expect(employee({ current: [held('false')] })).toEqual(out('EMPLOYEE_NOT_CURRENT'));
    expect(employee({ current: [held('unreadable')] })).toEqual(out('RULE_INPUT_UNREADABLE'));
    expect(employee({ orders: [orderAbout('true')], unclear: [unclearAbout()] })).toEqual(KEEP);
  });

  it('says all reasons together', () => {
    const remembered = { block: BLOCK, orders: [orderAbout('true', 'A')], unclear: [unclearAbout()] };
    expect(contact(remembered)).toEqual(out('ACTIVE_COURT_ORDER', 'PERSON_BLOCKED', 'SAME_PERSON_UNCLEAR'));
  });
});

describe('only ever restricts', () => {
  const CHILDREN = ['A', 'B'];
  const FIELDS = ['emails', 'forename'];
  /** What of a contact with all fields and children may still be seen: each field with each child. */
  function left(result: Review): string[] {
    if (result.act === 'exclude' || result.act === 'withdraw') return [];
    const fields = result.act === 'keep' ? FIELDS : result.fields;
    const children =
      result.act === 'keep' ? CHILDREN : CHILDREN.filter((child) => !result.withoutChildren.includes(child));
    return fields.flatMap((field) => children.map((child) => `${field} ${child}`));
  }
  const about = fc.subarray([...CHILDREN, 'Z']);
  const classes = fc.constantFrom('true', 'null', 'absent', 'unreadable');
  const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });
  const anyStanding: fc.Arbitrary<Standing> = fc.record({
    // Seldom: whoever is blocked has nothing left that a second restriction could take.
    block: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constant(BLOCK) },
    ),
    orders: few(fc.tuple(classes, about).map(([said, children]) => orderAbout(said, ...children))),
    unclear: few(about.map((children) => unclearAbout(...children))),
    responsibility: few(about.map((children) => responsibilityFor('false', ...children))),
    current: fc.constant([]),
  });
  const anyRules: fc.Arbitrary<ReviewRules> = fc.record({
    access: fc.constantFrom('approved', 'approved', 'revoked'),
    state: fc.constantFrom('ready', 'ready', 'ready', 'blocked', 'not-purchased'),
    granted: fc.option(fc.subarray(FIELDS), { nil: undefined }),
    settings: fc.record({ courtOrderScope: fc.constantFrom('person', 'link') }),
  });
  const both = (one: Standing, other: Standing): Standing => ({
    block: one.block ?? other.block,
    orders: [...one.orders, ...other.orders],
    unclear: [...one.unclear, ...other.unclear],
    responsibility: [...one.responsibility, ...other.responsibility],
    current: [],
  });

  it('never gives a field or a child that the line or the rules do not have', () => {
    fc.assert(
      fc.property(anyStanding, anyRules, (remembered, rules) => {
        const result = reviewLine(line({ remembered }), rules);
        if (result.act !== 'reduce') return;
        expect(FIELDS).toEqual(expect.arrayContaining([...result.fields]));
        expect(rules.granted).toEqual(expect.arrayContaining([...result.fields]));
      }),
    );
  });

  it('whatever the register says more leaves less', () => {
    let smaller = 0;
    fc.assert(
      fc.property(anyStanding, anyStanding, anyRules, (one, other, rules) => {
        const before = left(reviewLine(line({ remembered: one }), rules));
        const after = left(reviewLine(line({ remembered: both(one, other) }), rules));
        if (after.length < before.length) smaller += 1;
        expect(before).toEqual(expect.arrayContaining(after));
      }),
      { numRuns: 2000 },
    );
    expect(smaller).toBeGreaterThan(0);
  });

  it('fewer fields granted, or orders that count for the person, leave less', () => {
    fc.assert(
      fc.property(anyStanding, anyRules, fc.constantFrom(...FIELDS), (remembered, rules, lost) => {
        const before = left(reviewLine(line({ remembered }), rules));
        const granted = rules.granted?.filter((field) => field !== lost);
        const settings = { courtOrderScope: 'person' as const };
        for (const change of [{ granted }, { settings }]) {
          const after = left(reviewLine(line({ remembered }), { ...rules, ...change }));
          expect(before).toEqual(expect.arrayContaining(after));
        }
      }),
    );
  });
});

describe('between runs, on the register alone', () => {
  const plan = { state: 'blocked', missing: [], features: [] } as const;
  const on = {
    addOn: 'parent-portal',
    basis: { access: 'approved', addOns: forEachAddOn(() => ({ ...plan, missing: [], features: [] })) },
    grants: forEachAddOn(() => ({})),
    courtOrderScope: 'person',
  } as const;

  it('nothing goes for a permission or a purchase: that goes with a run', () => {
    expect(reviewOn(line(), on)).toEqual({ act: 'withdraw', reason: 'PERMISSION_WITHDRAWN' });
    expect(reviewOn(line(), { ...on, onlyRegister: true })).toEqual(KEEP);
  });

  it('who is restricted goes', () => {
    const facts = line({ remembered: remembering({ block: BLOCK }) });
    expect(reviewOn(facts, { ...on, onlyRegister: true })).toEqual(out('PERSON_BLOCKED'));
  });
});
