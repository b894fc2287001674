import type { AddOn, Grants, Kind, Plans } from '@gatehouse/schemas';
import { ADD_ONS } from '@gatehouse/schemas';
import { approvedLabels, grantsOf, kindsToRead, planAddOns } from '@gatehouse/policy';
import type { WondeSource } from './fetch-rows.js';
import { fetchData } from './fetch-rows.js';

export interface SchoolPlan {
  plans: Plans;
  kinds: readonly Kind[];
  grants: Grants;
}

/** What to ask for and what each add-on may have: the tables and rules of the pipeline, so that both do the same job. */
export async function planSchool(source: WondeSource, schoolId: string): Promise<SchoolPlan> {
  const rows = await fetchData<{ name: string; approved: boolean }[]>(
    source,
    `meta/schools/${schoolId}/permissions`,
  );
  const plans = planAddOns({ approved: approvedLabels(rows), purchased: undefined });
  return { plans, kinds: kindsToRead(plans), grants: grantsOf(plans) };
}

/** The add-ons that take the kind, each with the fields it may have. */
export function takersOf({ grants }: SchoolPlan, kind: Kind): [AddOn, readonly string[]][] {
  return ADD_ONS.flatMap((addOn) => {
    const fields = grants[addOn][kind];
    return fields ? [[addOn, fields] as [AddOn, readonly string[]]] : [];
  });
}
