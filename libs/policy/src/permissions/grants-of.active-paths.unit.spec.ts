import { expect, it } from '@jest/globals';
import { ADD_ONS, PERMISSIONS } from '@gatehouse/schemas';
import { activePaths } from './grants-of.js';
import { planAddOns } from './plan-add-ons.js';

const plans = planAddOns({ approved: PERMISSIONS.map(({ label }) => label), purchased: undefined });

it.each(ADD_ONS)('every row of %s reaches a kind of record: none is dropped unnoticed', (addOn) => {
  const paths = activePaths(addOn, plans);
  expect(paths.map(({ path }) => path.label)).toEqual(
    PERMISSIONS.filter((row) => row.addOn === addOn).map(({ label }) => label),
  );
  expect(paths.filter(({ kinds }) => kinds.length === 0)).toEqual([]);
});
