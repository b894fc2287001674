import { describe, expect, it } from '@jest/globals';
import { decideRoster, decideStudent } from './decide-student-or-roster.js';

const imported = { outcome: 'imported' };
const out = (...reasons: string[]) => ({ outcome: 'excluded', reasons });

describe('students', () => {
  it.each([
    [{ conflicting: false, blocked: false }, imported],
    [{ conflicting: false, blocked: true }, out('PERSON_BLOCKED')],
    [{ conflicting: true, blocked: false }, out('DUPLICATE_SOURCE_RECORD')],
    [{ conflicting: true, blocked: true }, out('DUPLICATE_SOURCE_RECORD', 'PERSON_BLOCKED')],
  ])('%j: %j', (input, decision) => expect(decideStudent(input)).toEqual(decision));
});

describe('classes and groups', () => {
  it.each([
    [{ conflicting: false }, imported],
    [{ conflicting: true }, out('DUPLICATE_SOURCE_RECORD')],
  ])('%j: %j', (input, decision) => expect(decideRoster(input)).toEqual(decision));
});
