import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { decideEmployee } from './decide-employee.js';
import { BLOCK, held, orderAbout, remembering } from '../../testing/a-standing.js';
import { ruleInputOf } from '../../testing/rule-input-of.js';

type Row = Record<'current' | 'outcome' | 'reasons', string>;
const rows = parse<Row>(readFileSync(new URL('../../domain/employee-decisions.csv', import.meta.url)), {
  columns: true,
});
const inputOf = (cell: string) =>
  cell === 'absent' ? ruleInputOf(undefined, false) : ruleInputOf(JSON.parse(cell), true);

describe('employees, as the table says', () => {
  it('has all rows', () => expect(rows).toHaveLength(13));

  it.each(rows)('current $current: $outcome $reasons', ({ current, outcome, reasons }) => {
    const decision = decideEmployee({
      current: inputOf(current),
      conflicting: false,
      remembered: remembering(),
    });
    expect(decision).toEqual(outcome === 'imported' ? { outcome } : { outcome, reasons: reasons.split(' ') });
  });
});

describe('an employee who is current', () => {
  const decide = (conflicting: boolean, remembered: Parameters<typeof remembering>[0] = {}) =>
    decideEmployee({ current: 'true', conflicting, remembered: remembering(remembered) });

  it('stays out when blocked or delivered with two contents', () => {
    expect(decide(false, { block: BLOCK })).toEqual({ outcome: 'excluded', reasons: ['PERSON_BLOCKED'] });
    expect(decide(true)).toEqual({ outcome: 'excluded', reasons: ['DUPLICATE_SOURCE_RECORD'] });
  });

  it.each([
    ['false', 'EMPLOYEE_NOT_CURRENT'],
    ['unreadable', 'RULE_INPUT_UNREADABLE'],
    ['null', 'RULE_INPUT_UNREADABLE'],
  ] as const)('stays out while %s is remembered of the row', (said, reason) => {
    expect(decide(false, { current: [held(said)] })).toEqual({ outcome: 'excluded', reasons: [reason] });
  });

  it('comes in whatever orders there are against the same person as a parent', () => {
    expect(decide(false, { orders: [orderAbout('true')] })).toEqual({ outcome: 'imported' });
  });
});

it('an employee who is blocked and not current is told both', () => {
  const remembered = remembering({ block: BLOCK });
  expect(decideEmployee({ current: 'false', conflicting: false, remembered })).toEqual({
    outcome: 'excluded',
    reasons: ['EMPLOYEE_NOT_CURRENT', 'PERSON_BLOCKED'],
  });
});
