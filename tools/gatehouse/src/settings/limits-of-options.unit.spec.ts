import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import type { LimitFlags } from './limits-of-options.js';
import { limitsOfOptions } from './limits-of-options.js';

const TODAY = '2026-09-01';
const limits = (flags: LimitFlags) => limitsOfOptions(flags, 'so', TODAY).data;

describe('limits of holds', () => {
  it.each<[LimitFlags, object]>([
    [{ records: '0' }, { records: 0 }],
    [{ percent: '12.5' }, { percent: 12.5 }],
    [
      { mostPercent: '100', until: TODAY },
      { mostPercent: 100, until: TODAY },
    ],
    [
      { records: '200', percent: '50', mostPercent: '60', until: '2026-09-15' },
      { records: 200, percent: 50, mostPercent: 60, until: '2026-09-15' },
    ],
    [{ default: true }, {}],
  ])('%j', (flags, expected) => {
    expect(limits(flags)).toEqual({ ...expected, reason: 'so' });
  });

  it.each<[string, LimitFlags, RegExp]>([
    ['nothing', {}, /Nothing to set/],
    ['only an end', { until: '2026-09-15' }, /Nothing to set/],
    ['the default with a limit', { default: true, records: '1' }, /--default/],
    ['the default with an end', { default: true, until: '2026-09-15' }, /--default/],
    ['a last day that is over', { records: '1', until: '2026-08-31' }, /--until is over.*2026-09-01/],
    ['no day', { records: '1', until: 'Friday' }, /--until takes/],
    ['a day that is in no calendar', { records: '1', until: '2026-09-31' }, /--until takes/],
    ['records below nothing', { records: '-1' }, /--records/],
    ['half a record', { records: '1.5' }, /--records/],
    ['no records', { records: '' }, /--records/],
    ['more than all', { percent: '100.1' }, /--percent/],
    ['more than all at most', { mostPercent: '101' }, /--most-percent/],
    ['a negative part', { percent: '-3' }, /--percent/],
  ])('are refused: %s', (_, flags, says) => {
    expect(() => limits(flags)).toThrow(UsageError);
    expect(() => limits(flags)).toThrow(says);
  });
});
