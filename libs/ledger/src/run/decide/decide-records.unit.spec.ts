import { describe, expect, it } from '@jest/globals';
import type { Kind } from '@gatehouse/schemas';
import { Personal } from '@gatehouse/privacy';
import { aState } from '../../../testing/a-state.js';
import type { Decided } from '../../lines/decided.js';
import { mustBeAppended } from './decide-records.js';

const imported = (kind: Kind): Decided => ({
  outcome: 'imported',
  kind,
  recordKey: 'r',
  document: new Personal({}),
  fields: [],
});
const excluded = (kind: Kind): Decided => ({
  outcome: 'excluded',
  kind,
  recordKey: 'r',
  reasons: ['ACTIVE_COURT_ORDER'],
});

/** A ledger whose last line about the record has this outcome; `undefined` for a record that it does not know. */
const ledger = (outcome: 'imported' | 'excluded' | 'withdrawn' | undefined) =>
  outcome ? aState({ kind: 'contact', key: 'r', outcome }) : aState();

describe('a decision that must reach the ledger', () => {
  it.each([
    ['takes a student out', ledger('imported'), excluded('student'), true],
    ['takes an employee out', ledger('imported'), excluded('employee'), true],
    ['changes a contact who is in: it may have lost a child', ledger('imported'), imported('contact'), true],
    ['changes a student who is in', ledger('imported'), imported('student'), false],
    ['lets somebody in who is out', ledger('excluded'), imported('contact'), false],
    ['lets somebody new in', ledger(undefined), imported('contact'), false],
    // An order that is new is in the register before its record is published: its line is evidence only.
    ['keeps somebody out for other reasons', ledger('excluded'), excluded('contact'), false],
    ['keeps somebody new out', ledger(undefined), excluded('contact'), false],
    ['keeps somebody out who came back', ledger('withdrawn'), excluded('contact'), false],
  ])('%s', (_, state, decided, expected) => {
    expect(mustBeAppended(state, decided)).toBe(expected);
  });
});
