import { ReadModelsUnavailable } from '@gatehouse/read-models';
import { describe, expect, it } from '@jest/globals';
import { problemOf } from './problem.filter.js';

describe('the problem of an error', () => {
  it('is that the lists cannot be read now, where the read models are away', () => {
    const problem = problemOf(new ReadModelsUnavailable('away'));
    expect(problem).toMatchObject({ status: 503, type: 'urn:gatehouse:problem:unavailable' });
  });

  it('is an error of the service for all that was not foreseen', () => {
    expect(problemOf(new TypeError('broken'))).toMatchObject({ status: 500, type: 'about:blank' });
  });
});
