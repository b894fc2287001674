import { expect, it } from '@jest/globals';
import { RULE_INPUTS } from '@gatehouse/contracts';
import { decideContact } from './decide-contact.js';
import { restrictsStill } from './restricts-still.js';

const passing = { child: 'A', parentalResponsibility: 'true', courtOrder: 'false' } as const;

it.each(RULE_INPUTS)(
  'a link with court order %s is remembered just if it can keep its person out',
  (courtOrder) => {
    const link = { child: 'B', parentalResponsibility: 'true', courtOrder } as const;
    const decision = decideContact({
      links: [passing],
      personLinks: [],
      rememberedLinks: [link],
      settings: { blankCourtOrder: 'undecided', courtOrderScope: 'person' },
      personUnreadable: false,
      conflicting: false,
      blocked: false,
    });
    expect(restrictsStill(link)).toBe(decision.outcome === 'excluded');
  },
);
