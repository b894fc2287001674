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

  it('says in words what Wonde refused to include, which is no warning', () => {
    const infos: [object, string][] = [];
    const silent = () => undefined;
    const info = (fields: object, message: string) => infos.push([fields, message]);
    const problems = [{ code: 'INCLUDE_LEFT_OUT', message: 'class: Wonde refused subject.' }];
    const result = { name: 'A', runId: 'A1-1', durationMs: 1, addOns: {} };
    const schools = [{ ...result, schoolId: 'A1', outcome: 'completed' as const, problems }];
    logResult({ debug: silent, info, warn: silent, error: silent }, { schools });
    expect(infos).toContainEqual([
      { schoolId: 'A1', problem: 'INCLUDE_LEFT_OUT' },
      'class: Wonde refused subject.',
    ]);
  });
});
