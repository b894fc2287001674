import type { ListOutcome, SchoolState, WondeClient, WondeSchool } from '@gatehouse/wonde';

/**
 * A school and the state under which Wonde lists it. `unlisted`: known from before, and in no list that was read;
 * `contradictory`: in two lists of which one says that nothing may be read any more, or yet, and the other something else.
 */
export interface ListedSchool {
  school: WondeSchool;
  state: SchoolState | 'unlisted' | 'contradictory';
}

/** Whether Wonde lists the school as approved: `offline` is approved, too, with its MIS out of reach. */
export const isListedAsApproved = ({ state }: ListedSchool): boolean =>
  state === 'approved' || state === 'offline';

/** Beside the approved schools: states that explain why a school is not synchronised. */
const OTHER_STATES = ['offline', 'pending', 'audited', 'declined'] as const;

/**
 * The schools that concern this installation: the approved, those waiting, declined or off line, and, of the revoked,
 * those that were known. Only the list of approved schools must be readable; the others explain, and revocation counts
 * only when it can be read.
 *
 * @param known ids of schools with a `sync-` stream.
 * @returns also how many rows of approved schools were left out, because their id cannot name a school.
 */
export async function listSchools(
  client: WondeClient,
  known: readonly string[],
  signal: AbortSignal,
): Promise<ListOutcome<ListedSchool>> {
  const approved = await client.listSchools('approved', signal);
  if (!approved.ok) return approved;
  const listed = new Map<string, ListedSchool>();
  for (const school of approved.value) listed.set(school.id, { school, state: 'approved' });
  const others = await Promise.all(
    (['revoked', ...OTHER_STATES] as const).map(async (state) => ({
      state,
      list: await client.listSchools(state, signal),
    })),
  );
  for (const { state, list } of others) {
    for (const school of list.ok ? list.value : []) {
      const before = listed.get(school.id);
      // A revoked school that was never known is no concern.
      const isConcern = before !== undefined || state !== 'revoked' || known.includes(school.id);
      if (isConcern) listed.set(school.id, before ? listedAlso(before, state) : { school, state });
    }
  }
  for (const id of known) {
    if (!listed.has(id)) listed.set(id, unlistedSchool(id));
  }
  return { ok: true, value: [...listed.values()], leftOut: approved.leftOut };
}

/** States of which a school has one: two of them contradict each other. */
const SAYING: readonly string[] = ['approved', 'revoked', 'pending', 'declined'];

/** A school, as the first list showed it, that is in another list, too. */
function listedAlso(before: ListedSchool, state: SchoolState): ListedSchool {
  const said = [before.state, state].filter((one) => SAYING.includes(one));
  // Erased is only who is listed as revoked alone, and served only who is approved alone (design section 3).
  if (said.length > 1) return { ...before, state: 'contradictory' };
  // `offline` and `audited` schools may be among the approved ones: their `meta` decides then.
  return before;
}

/** A school of which only the id is known. */
export const unlistedSchool = (id: string): ListedSchool => ({
  school: { id, name: undefined, timezone: undefined, mis: undefined, regionDomain: undefined },
  state: 'unlisted',
});
