import { describe, expect, it } from '@jest/globals';
import { logResult } from './log-result.js';

describe('the log of a synchronisation', () => {
  it('warns in words of what is not served any more, or soon will not be, also of a school that is left out', () => {
    const warnings: [object, string][] = [];
    const silent = () => undefined;
    const warn = (fields: object, message: string) => warnings.push([fields, message]);
    const problems = [
      { code: 'SCHOOL_NOT_READY', message: 'In no list.' },
      { code: 'SCHOOL_UNLISTED', message: 'Served until Friday.' },
    ];
    const result = { name: 'A', runId: null, durationMs: 1, addOns: {} };
    const schools = [{ ...result, schoolId: 'A1', outcome: 'skipped' as const, problems }];
    logResult({ debug: silent, info: silent, warn, error: silent }, { schools });
    expect(warnings).toEqual([[{ schoolId: 'A1', problem: 'SCHOOL_UNLISTED' }, 'Served until Friday.']]);
  });
});
