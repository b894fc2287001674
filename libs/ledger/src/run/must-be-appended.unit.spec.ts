import { describe, expect, it } from '@jest/globals';
import type { Kind, RememberedLink, RuleInput } from '@gatehouse/contracts';
import { Personal } from '@gatehouse/privacy';
import type { Decided } from '../lines/decided.js';
import type { LastLine } from '../lines/ledger-state.js';
import { LedgerState } from '../lines/ledger-state.js';
import { mustBeAppended } from './must-be-appended.js';

const link = (child: string, courtOrder: RuleInput): RememberedLink => ({
  child,
  courtOrder,
  parentalResponsibility: 'true',
});
const imported = (kind: Kind, links: RememberedLink[] = []): Decided => ({
  outcome: 'imported',
  kind,
  recordKey: 'r',
  document: new Personal({}),
  fields: [],
  links,
});
const excluded = (kind: Kind, links: RememberedLink[] = []): Decided => ({
  outcome: 'excluded',
  kind,
  recordKey: 'r',
  reasons: ['ACTIVE_COURT_ORDER'],
  links,
});

/** A ledger whose last line about the record has this outcome; `undefined` for a record that it does not know. */
function ledger(outcome: 'imported' | 'excluded' | undefined, links: RememberedLink[] = []): LedgerState {
  const state = new LedgerState();
  if (outcome) state.records.set('r', { outcome, links } as unknown as LastLine);
  return state;
}

describe('a decision that must reach the ledger', () => {
  it.each<[string, LedgerState, Decided, boolean]>([
    ['takes a student out', ledger('imported'), excluded('student'), true],
    ['changes a contact who is in: it may have lost a child', ledger('imported'), imported('contact'), true],
    ['changes a student who is in', ledger('imported'), imported('student'), false],
    ['lets somebody in who is out', ledger('excluded'), imported('contact'), false],
    ['lets somebody new in', ledger(undefined), imported('contact'), false],
    ['keeps somebody out for other reasons', ledger('excluded'), excluded('contact'), false],
    ['has an order that is new', ledger('excluded'), excluded('contact', [link('kim', 'true')]), true],
    [
      'has the first order of a new record',
      ledger(undefined),
      excluded('contact', [link('kim', 'true')]),
      true,
    ],
    [
      'has an order in place of a blank',
      ledger('excluded', [link('kim', 'null')]),
      excluded('contact', [link('kim', 'true')]),
      true,
    ],
    [
      'has an order that is known',
      ledger('excluded', [link('kim', 'true')]),
      excluded('contact', [link('kim', 'true')]),
      false,
    ],
    ['has a link without an order', ledger(undefined), imported('contact', [link('kim', 'false')]), false],
  ])('%s', (_, state, decided, expected) => {
    expect(mustBeAppended(state, decided)).toBe(expected);
  });
});
