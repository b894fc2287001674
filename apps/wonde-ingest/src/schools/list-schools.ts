import type { Refused, SchoolState, WondeClient, WondeSchool } from '@gatehouse/wonde';

/**
 * A school and the state under which Wonde lists it. `unlisted`: known from before, and in no list that was read;
 * `contradictory`: in two lists of which one says that nothing may be read any more, or yet, and the other something else,
 * or in that one while the list of approved schools could not be read whole.
 */
export interface ListedSchool {
  school: WondeSchool;
  state: SchoolState | 'unlisted' | 'contradictory';
  /** Of an unlisted school: the lists that could not be read, and may name it. */
  notRead?: readonly SchoolState[];
}

/** Whether Wonde lists the school as approved: `offline` is approved, too, with its MIS out of reach. */
export const isListedAsApproved = ({ state }: ListedSchool): boolean =>
  state === 'approved' || state === 'offline';

/** Beside the approved schools: states that explain why a school is not synchronised. */
const OTHER_STATES = ['revoked', 'offline', 'pending', 'audited', 'declined'] as const;

/** What these lists say is waited for so long, in milliseconds: no school may wait for a list that only explains. */
const EXPLAINED_WITHIN_MS = 20_000;

/**
 * The schools that concern this installation: the approved, those waiting, declined or off line, and, of the revoked,
 * those that were known. Only the list of approved schools must be readable; the others explain, and revocation counts
 * only when it can be read.
 *
 * @param known ids of schools with a `sync-` stream.
 * @returns also how many rows of approved schools were left out, because their id cannot name a school, and which of the
 *   other lists could not be read in time, or not whole.
 */
export async function listSchools(
  client: WondeClient,
  known: readonly string[],
  signal: AbortSignal,
): Promise<Refused | (Listed & { ok: true })> {
  const approved = await client.listSchools('approved', signal);
  if (!approved.ok) return approved;
  const listed = new Map<string, ListedSchool>();
  for (const school of approved.value) listed.set(school.id, { school, state: 'approved' });
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(EXPLAINED_WITHIN_MS)]);
  const others = await Promise.all(
    OTHER_STATES.map(async (state) => ({ state, list: await client.listSchools(state, inTime) })),
  );
  for (const { state, list } of others) {
    for (const school of list.ok ? list.value : []) {
      const before = listed.get(school.id);
      // A revoked school that was never known is no concern.
      const isConcern = before !== undefined || state !== 'revoked' || known.includes(school.id);
      if (isConcern) listed.set(school.id, before ? listedAlso(before, state) : { school, state });
    }
  }
  if (approved.leftOut > 0) {
    // It may be one of the approved schools that cannot be read.
    for (const [id, one] of listed)
      if (one.state === 'revoked') listed.set(id, { ...one, state: 'contradictory' });
  }
  // A row that cannot be read may name any school.
  const notRead = others.flatMap(({ state, list }) => (list.ok && list.leftOut === 0 ? [] : [state]));
  for (const id of known) {
    if (!listed.has(id)) listed.set(id, unlistedSchool(id, notRead));
  }
  return { ok: true, schools: [...listed.values()], leftOut: approved.leftOut, notRead };
}

/** What Wonde's lists say. */
interface Listed {
  schools: ListedSchool[];
  leftOut: number;
  notRead: readonly SchoolState[];
}

/** What a list says of a school: two that say different things contradict each other. */
const SAYING: { readonly [state in ListedSchool['state']]?: string } = {
  approved: 'approved',
  offline: 'approved',
  revoked: 'revoked',
  pending: 'pending',
  declined: 'declined',
};

/** A school, as the first list showed it, that is in another list, too. */
function listedAlso(before: ListedSchool, state: SchoolState): ListedSchool {
  // Erased is only who is listed as revoked alone, and served only who is approved alone (design section 3).
  const [one, other] = [SAYING[before.state], SAYING[state]];
  const differ = one !== undefined && other !== undefined && one !== other;
  if (differ || before.state === 'contradictory') return { ...before, state: 'contradictory' };
  // `offline` schools may be among the approved ones: their `meta` decides then. `audited` says nothing of access.
  return other !== undefined && one === undefined ? { ...before, state } : before;
}

/** A school of which only the id is known. */
export const unlistedSchool = (id: string, notRead: readonly SchoolState[] = []): ListedSchool => ({
  school: { id, name: undefined, timezone: undefined, mis: undefined, regionDomain: undefined },
  state: 'unlisted',
  notRead,
});
