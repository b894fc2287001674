import type { SchoolRegister } from '@gatehouse/ledger';
import type { RestrictionCounts } from '@gatehouse/policy';
import { countRestrictions, isWithoutUpis, listRestrictions, staffUnderOrder } from '@gatehouse/policy';

/** What a run's result says of the register: how many people stay out in which way, without naming one. */
export interface RestrictionsResult {
  keptOut: RestrictionCounts;
  /** Current staff under a court order as parents: they are in as staff, and the school should know. */
  staffUnderOrder: number;
  /** The MIS says of no contact who the person is: rows of one person are found by likeness alone. */
  withoutUpis: boolean;
}

export async function restrictionsResult(school: SchoolRegister): Promise<RestrictionsResult> {
  await school.catchUp();
  const { sight, standings } = school.view(undefined);
  return {
    keptOut: countRestrictions(listRestrictions(sight, standings)),
    staffUnderOrder: staffUnderOrder(sight, standings).length,
    withoutUpis: isWithoutUpis(sight),
  };
}
