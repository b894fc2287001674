import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { decideEmployee } from './decide-employee.js';
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
    const decision = decideEmployee({ current: inputOf(current), conflicting: false, blocked: false });
    expect(decision).toEqual(outcome === 'imported' ? { outcome } : { outcome, reasons: reasons.split(' ') });
  });
});

describe('an employee who is current', () => {
  it('stays out when blocked or delivered with two contents', () => {
    const decide = (conflicting: boolean, blocked: boolean) =>
      decideEmployee({ current: 'true', conflicting, blocked });
    expect(decide(false, true)).toEqual({ outcome: 'excluded', reasons: ['PERSON_BLOCKED'] });
    expect(decide(true, false)).toEqual({ outcome: 'excluded', reasons: ['DUPLICATE_SOURCE_RECORD'] });
  });
});

it('an employee who is blocked and not current is told both', () => {
  expect(decideEmployee({ current: 'false', conflicting: false, blocked: true })).toEqual({
    outcome: 'excluded',
    reasons: ['EMPLOYEE_NOT_CURRENT', 'PERSON_BLOCKED'],
  });
});
