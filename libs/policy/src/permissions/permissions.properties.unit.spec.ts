import { describe, expect, it } from '@jest/globals';
import type { AddOn, Plans } from '@gatehouse/schemas';
import { ADD_ONS, KINDS, PERMISSIONS } from '@gatehouse/schemas';
import fc from 'fast-check';
import { grantsOf } from './grants.js';
import { planAddOns } from './plan-add-ons.js';
import { reduceRecord } from './reduce-record.js';
import { includesFor, kindsToRead } from './what-to-fetch.js';

const labels = [...new Set(PERMISSIONS.map(({ label }) => label))];
const someOf = <T>(values: readonly T[]) => fc.subarray([...values]);
/** Most permissions approved, so that add-ons are often ready and there is something to take back. */
const mostLabels = fc
  .subarray(labels, { maxLength: 3 })
  .map((gone) => labels.filter((label) => !gone.includes(label)));
const anyPurchase = fc.option(someOf(ADD_ONS), { nil: undefined });

/** Everything that permissions open, as a set of sayings that may only shrink. */
function opened(plans: Plans): string[] {
  const grants = grantsOf(plans);
  return [
    ...ADD_ONS.flatMap((addOn) => [
      ...(plans[addOn].state === 'ready' ? [`${addOn} is ready`] : []),
      ...plans[addOn].features.map((feature) => `${addOn} has ${feature}`),
      ...KINDS.flatMap((kind) => [
        ...(grants[addOn][kind] ? [`${addOn} takes ${kind}`] : []),
        ...(grants[addOn][kind] ?? []).map((field) => `${addOn} has ${kind}.${field}`),
      ]),
    ]),
    ...kindsToRead(plans).map((kind) => `reads ${kind}`),
    ...KINDS.flatMap((kind) =>
      includesFor(kind, plans).include.map((include) => `reads ${kind} with ${include}`),
    ),
  ];
}

const everything = opened(planAddOns({ approved: labels, purchased: undefined }));

describe('never opens more', () => {
  it('a permission taken back', () => {
    let shrunk = 0;
    fc.assert(
      fc.property(mostLabels, someOf(labels), anyPurchase, (before, takenBack, purchased) => {
        const after = before.filter((label) => !takenBack.includes(label));
        const was = opened(planAddOns({ approved: before, purchased }));
        const is = opened(planAddOns({ approved: after, purchased }));
        if (is.length < was.length) shrunk += 1;
        expect(was).toEqual(expect.arrayContaining(is));
      }),
    );
    expect(shrunk).toBeGreaterThan(0);
  });

  it.each(labels)('the single permission %s taken back from everything', (label) => {
    const is = opened(
      planAddOns({ approved: labels.filter((other) => other !== label), purchased: undefined }),
    );
    expect(everything).toEqual(expect.arrayContaining(is));
    expect(is.length).toBeLessThan(everything.length);
  });

  it('an add-on that is not purchased any more', () => {
    fc.assert(
      fc.property(mostLabels, anyPurchase, fc.constantFrom(...ADD_ONS), (approved, before, ended) => {
        const after: AddOn[] = (before ?? ADD_ONS).filter((addOn) => addOn !== ended);
        const was = opened(planAddOns({ approved, purchased: before }));
        const is = opened(planAddOns({ approved, purchased: after }));
        expect(was).toEqual(expect.arrayContaining(is));
        expect(is).not.toContain(`${ended} is ready`);
      }),
    );
  });

  it('fewer granted fields', () => {
    const names = ['forename', 'surname', 'emails', 'phones', 'priority'];
    const inside = { emails: { work: 'a@x.example' }, phones: { mobile: '07700 900001' } };
    const fields = { ...Object.fromEntries(names.map((name) => [name, name])), ...inside };
    fc.assert(
      fc.property(someOf(names), someOf(names), (granted, takenBack) => {
        const fieldsUnder = (of: string[]) =>
          Object.keys(reduceRecord({ kind: 'student', fields }, of).fields);
        const rest = granted.filter((name) => !takenBack.includes(name));
        expect(fieldsUnder(granted)).toEqual(expect.arrayContaining(fieldsUnder(rest)));
        expect(fieldsUnder(rest).sort()).toEqual([...rest].sort());
      }),
    );
  });
});
