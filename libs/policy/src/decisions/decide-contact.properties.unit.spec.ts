import { describe, expect, it } from '@jest/globals';
import type { LinkClasses, RuleInput } from '@gatehouse/contracts';
import { RULE_INPUTS } from '@gatehouse/contracts';
import fc from 'fast-check';
import type { ContactInput } from './decide-contact.js';
import { decideContact } from './decide-contact.js';

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
const someLinks = fc.array(anyLink, { maxLength: 3 });
const rarely = fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.boolean() });
const anyContact: fc.Arbitrary<ContactInput> = fc.record({
  links: fc.array(anyLink, { minLength: 1, maxLength: 4 }),
  personLinks: someLinks,
  rememberedLinks: someLinks,
  settings: fc.record({
    blankCourtOrder: fc.constantFrom('no-order', 'undecided'),
    courtOrderScope: fc.constantFrom('person', 'link'),
  }),
  personUnreadable: rarely,
  conflicting: rarely,
  blocked: rarely,
});

const LISTS = ['links', 'personLinks', 'rememberedLinks'] as const;
const anyList = fc.constantFrom(...LISTS);
const anyPlace = fc.nat({ max: 3 });

const keptOf = (input: ContactInput) => {
  const decision = decideContact(input);
  return decision.outcome === 'imported' ? decision.keptChildren : [];
};

/** The change never adds a child, and so never a contact either: who is imported keeps at least one. */
function neverEnlarges<Extra>(
  extra: fc.Arbitrary<Extra>,
  change: (input: ContactInput, extra: Extra) => ContactInput,
) {
  const seen = { imported: 0, smaller: 0 };
  fc.assert(
    fc.property(anyContact, extra, (input, more) => {
      const before = keptOf(input);
      const after = keptOf(change(input, more));
      if (before.length > 0) seen.imported += 1;
      if (after.length < before.length) seen.smaller += 1;
      expect(before).toEqual(expect.arrayContaining(after));
    }),
    { numRuns: 1000 },
  );
  // A change that took nothing away in a thousand tries would show that the property tests nothing.
  expect(seen.imported).toBeGreaterThan(0);
  expect(seen.smaller).toBeGreaterThan(0);
}

const changeLink = (
  input: ContactInput,
  list: (typeof LISTS)[number],
  place: number,
  change: Partial<LinkClasses>,
): ContactInput => ({
  ...input,
  [list]: input[list].map((link, index) => (index === place ? { ...link, ...change } : link)),
});

describe('never lets more in', () => {
  it('adding an order to any link of the person', () => {
    neverEnlarges(fc.tuple(anyList, anyPlace), (input, [list, place]) =>
      changeLink(input, list, place, { courtOrder: 'true' }),
    );
  });

  it('removing responsibility from any link', () => {
    const withoutResponsibility = fc.constantFrom('false', 'null', 'absent', 'unreadable');
    neverEnlarges(fc.tuple(anyPlace, withoutResponsibility), (input, [place, parentalResponsibility]) =>
      changeLink(input, 'links', place, { parentalResponsibility }),
    );
  });

  it.each(['personLinks', 'rememberedLinks'] as const)('adding to %s', (list) => {
    neverEnlarges(anyLink, (input, link) => ({ ...input, [list]: [...input[list], link] }));
  });

  it('a second link to the same child', () => {
    neverEnlarges(anyLink, (input, link) => ({
      ...input,
      links: [...input.links, { ...link, child: input.links[0]!.child }],
    }));
  });

  it.each(['blocked', 'conflicting', 'personUnreadable'] as const)('being %s', (what) => {
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
    const shuffled = anyContact.chain((input) =>
      fc.record({
        input: fc.constant(input),
        other: fc.tuple(
          ...LISTS.map((list) => fc.shuffledSubarray([...input[list]], { minLength: input[list].length })),
        ),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ input, other: [links, personLinks, rememberedLinks] }) => {
        const reordered = {
          ...input,
          links: links!,
          personLinks: personLinks!,
          rememberedLinks: rememberedLinks!,
        };
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
            ['false', 'null'].includes(link.courtOrder),
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
