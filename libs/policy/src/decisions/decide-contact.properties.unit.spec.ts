import { describe, expect, it } from '@jest/globals';
import type { LinkClasses, RuleInput } from '@gatehouse/schemas';
import { RULE_INPUTS } from '@gatehouse/schemas';
import fc from 'fast-check';
import type { ContactInput } from './decide-contact.js';
import { decideContact } from './decide-contact.js';
import { BLOCK, orderAbout, responsibilityFor, unclearAbout } from '../../testing/a-standing.js';

/** Any class, the one that lets people in often enough for the properties to have something to take away. */
const mostly = (input: RuleInput) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(input) },
    { weight: 2, arbitrary: fc.constantFrom(...RULE_INPUTS) },
  );
const anyLink: fc.Arbitrary<LinkClasses> = fc.record({
  child: fc.constantFrom('A', 'B', 'C'),
  parentalResponsibility: mostly('true'),
  courtOrder: mostly('false'),
});
const anyAbout = fc.subarray(['A', 'B', 'C', 'Z']);
const anyOrder = fc
  .tuple(fc.constantFrom('true', 'null', 'absent', 'unreadable'), anyAbout)
  .map(([said, about]) => orderAbout(said, ...about));
const anyUnclear = anyAbout.map((about) => unclearAbout(...about));
const anyResponsibility = fc
  .tuple(fc.constantFrom('false', 'null', 'absent', 'unreadable'), anyAbout)
  .map(([said, about]) => responsibilityFor(said, ...about));
const seldom = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<T[]>([]) },
    { weight: 2, arbitrary: fc.array(one, { minLength: 1, maxLength: 3 }) },
  );
const rarely = fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.boolean() });
const anyContact: fc.Arbitrary<ContactInput> = fc.record({
  links: fc.array(anyLink, { minLength: 1, maxLength: 4 }),
  remembered: fc.record({
    block: fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constant(BLOCK) },
    ),
    orders: seldom(anyOrder),
    unclear: seldom(anyUnclear),
    responsibility: seldom(anyResponsibility),
    current: fc.constant([]),
  }),
  settings: fc.record({
    blankCourtOrder: fc.constantFrom('no-order', 'undecided'),
    courtOrderScope: fc.constantFrom('person', 'link'),
  }),
  personUnreadable: rarely,
  conflicting: rarely,
  maybeBlocked: rarely,
  blankPasses: fc.subarray(['A', 'B', 'C']).map((children) => new Set(children)),
  present: fc.subarray(['A', 'B', 'C'], { minLength: 2 }).map((children) => new Set(children)),
});

const LISTS = ['orders', 'unclear', 'responsibility'] as const;
const anyPlace = fc.nat({ max: 3 });

const keptOf = (input: ContactInput) => {
  const decision = decideContact(input);
  return decision.outcome === 'imported' ? decision.keptChildren : [];
};

/** The change never adds a child, and so never a contact either: who is imported keeps at least one. */
function neverEnlarges<Extra>(
  extra: fc.Arbitrary<Extra>,
  change: (input: ContactInput, extra: Extra) => ContactInput,
  outputOf: (input: ContactInput) => string[] = keptOf,
) {
  const seen = { imported: 0, smaller: 0 };
  fc.assert(
    fc.property(anyContact, extra, (input, more) => {
      const before = outputOf(input);
      const after = outputOf(change(input, more));
      if (before.length > 0) seen.imported += 1;
      if (after.length < before.length) seen.smaller += 1;
      expect(before).toEqual(expect.arrayContaining(after));
    }),
    { numRuns: 3000 },
  );
  // A change that took nothing away in three thousand tries would show that the property tests nothing.
  expect(seen.imported).toBeGreaterThan(0);
  expect(seen.smaller).toBeGreaterThan(0);
}

const changeLink = (input: ContactInput, place: number, change: Partial<LinkClasses>): ContactInput => ({
  ...input,
  links: input.links.map((link, index) => (index === place ? { ...link, ...change } : link)),
});

const remember = (input: ContactInput, more: Partial<ContactInput['remembered']>): ContactInput => ({
  ...input,
  remembered: { ...input.remembered, ...more },
});

describe('never lets more in', () => {
  it('adding an order to any link', () => {
    neverEnlarges(anyPlace, (input, place) => changeLink(input, place, { courtOrder: 'true' }));
  });

  it('removing responsibility from any link', () => {
    const withoutResponsibility = fc.constantFrom('false', 'null', 'absent', 'unreadable');
    neverEnlarges(fc.tuple(anyPlace, withoutResponsibility), (input, [place, parentalResponsibility]) =>
      changeLink(input, place, { parentalResponsibility }),
    );
  });

  it('remembering an order', () => {
    neverEnlarges(anyOrder, (input, order) =>
      remember(input, { orders: [...input.remembered.orders, order] }),
    );
  });

  it('remembering that somebody may be a person who is kept out', () => {
    neverEnlarges(anyUnclear, (input, unclear) =>
      remember(input, { unclear: [...input.remembered.unclear, unclear] }),
    );
  });

  it('remembering that responsibility was said otherwise', () => {
    neverEnlarges(anyResponsibility, (input, responsibility) =>
      remember(input, { responsibility: [...input.remembered.responsibility, responsibility] }),
    );
  });

  it('a block', () => {
    neverEnlarges(fc.constant(BLOCK), (input, block) => remember(input, { block }));
  });

  it('a child who leaves the add-on', () => {
    neverEnlarges(
      fc.constantFrom('A', 'B', 'C'),
      (input, gone) => ({
        ...input,
        present: new Set([...(input.present ?? [])].filter((child) => child !== gone)),
      }),
      (input) => keptOf(input).filter((child) => input.present?.has(child)),
    );
  });

  it('a blank order that means something after all', () => {
    neverEnlarges(fc.constant(new Set<string>()), (input, blankPasses) => ({ ...input, blankPasses }));
  });

  it('a second link to the same child', () => {
    neverEnlarges(anyLink, (input, link) => ({
      ...input,
      links: [...input.links, { ...link, child: input.links[0]!.child }],
    }));
  });

  it.each(['maybeBlocked', 'conflicting', 'personUnreadable'] as const)('being %s', (what) => {
    neverEnlarges(fc.constant(true), (input, yes) => ({ ...input, [what]: yes }));
  });

  it('orders counting for the person instead of the link', () => {
    neverEnlarges(fc.constant('person' as const), (input, courtOrderScope) => ({
      ...input,
      settings: { ...input.settings, courtOrderScope },
    }));
  });

  it('leaving undecided what a blank order means', () => {
    neverEnlarges(fc.constant('undecided' as const), (input, blankCourtOrder) => ({
      ...input,
      settings: { ...input.settings, blankCourtOrder },
    }));
  });
});

describe('always', () => {
  it('decides alike in whatever order links come', () => {
    const anyOrderOf = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
    const shuffled = anyContact.chain((input) =>
      fc.record({
        input: fc.constant(input),
        links: anyOrderOf(input.links),
        remembered: fc.record({
          ...Object.fromEntries(LISTS.map((list) => [list, anyOrderOf<unknown>(input.remembered[list])])),
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ input, links, remembered }) => {
        const reordered = remember({ ...input, links }, remembered);
        expect(decideContact(reordered)).toEqual(decideContact(input));
      }),
    );
  });

  it('keeps only children whose every own link says responsible and no order', () => {
    fc.assert(
      fc.property(anyContact, (input) => {
        for (const child of keptOf(input)) {
          const own = input.links.filter((link) => link.child === child);
          const strict = own.map((link) => [
            link.parentalResponsibility,
            ['false', 'null'].includes(link.courtOrder) || input.blankPasses.has(child),
          ]);
          expect(strict).toEqual(own.map(() => ['true', true]));
        }
      }),
    );
  });

  it('gives a child or a reason, never neither', () => {
    fc.assert(
      fc.property(anyContact, (input) => {
        const decision = decideContact(input);
        const said = decision.outcome === 'imported' ? decision.keptChildren : decision.reasons;
        expect(said.length).toBeGreaterThan(0);
        expect(said).toEqual([...new Set(said)].sort());
      }),
    );
  });
});
