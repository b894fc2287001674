import type { Basis, Kind } from '@gatehouse/schemas';
import {
  AccessRevoked,
  SchoolConnected,
  SchoolListed,
  SchoolSuspended,
  SyncRunCompleted,
  SyncRunStarted,
} from '@gatehouse/schemas';
import { anyReadyIn, kindsAskedBy, kindsDecidedBy, kindsReadBy } from './kinds-read.js';
import { DAY_MS } from '../days.js';

/** A time for each kind, as ISO texts. */
type TimeOfKinds = { readonly [kind in Kind]?: string };

/** What a school's `sync-` stream says of whether it may be served. A field is absent where there is nothing to say. */
export interface SchoolServing {
  access?: unknown;
  /** It is recorded that nothing of the school is served until a run completes that is later than this revision. */
  suspended?: { since: string; why: string; afterRun: number };
  /** When the school was last listed as approved. */
  listedAt?: string;
  /**
   * The longest time in which it was not seen to be listed as approved, since the last run that put an end to such a time
   * completed. Whether it was too long is decided with the limit of whoever serves. `revision`: of what ended the last one.
   */
  lapse?: { from: string; to: string; revision: number };
  /** When a run that completed last read the kind whole. */
  readAt?: TimeOfKinds;
  /** Of kinds that were never read whole: when a run first was to read them. */
  awaitedAt?: TimeOfKinds;
  /** Since when it is recorded that nothing of the kind is served. */
  suspendedKinds?: TimeOfKinds;
  /** Kinds that no run has decided whole since a store was found to be restored, and since when they wait for that. */
  restoredKinds?: TimeOfKinds;
}

export interface ServingEvent {
  type: string;
  data: { [field: string]: unknown };
  metadata?: { [field: string]: unknown };
  revision: number;
}

/**
 * Folds an event of `sync-` into what is known of the school. Times are those at which the events were recorded, in the
 * order of the stream: a clock that was wrong once is put right by the next event.
 *
 * @param school may have other fields, which stay.
 */
export function evolveServing<S extends SchoolServing>(school: S, event: ServingEvent): S {
  const { type, data, revision } = event;
  const at = event.metadata?.['recordedAt'];
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return school;
  switch (type) {
    case SchoolConnected.type:
      return listed({ ...school, access: school.suspended ? 'suspended' : 'approved' }, at, revision);
    case SchoolListed.type:
      return listed(school, at, revision);
    case SyncRunStarted.type: {
      const { access, kinds = [] } = data['basis'] as Partial<Basis>;
      // This run is later than what was restored: it is the one that may put an end to that.
      const held =
        data['disagreement'] === undefined ? school : withheld(school, 'restored', at, revision - 1);
      return access === 'revoked' ? held : awaiting(listed(held, at, revision), kinds, at);
    }
    case AccessRevoked.type:
      // What was held back stays so until the run has withdrawn it.
      return { ...school, access: 'revoked' };
    case SchoolSuspended.type:
      return suspended(school, data, at, revision);
    case SyncRunCompleted.type:
      return school.access === 'revoked' && !anyReadyIn(data)
        ? erased(school, Number(data['run']))
        : completed(school, data, at);
    default:
      return school;
  }
}

function listed<S extends SchoolServing>(school: S, at: string, revision: number): S {
  const from = school.listedAt;
  const next = { ...school, listedAt: at };
  // No limit is shorter than a day.
  if (from === undefined || length(from, at) < DAY_MS) return next;
  const before = school.lapse;
  const isLonger = before === undefined || length(from, at) > length(before.from, before.to);
  return { ...next, lapse: { ...(isLonger ? { from, to: at } : before), revision } };
}

const length = (from: string, to: string) => Date.parse(to) - Date.parse(from);

function awaiting<S extends SchoolServing>(school: S, kinds: readonly Kind[], at: string): S {
  const unknown = kinds.filter((kind) => !school.readAt?.[kind] && !school.awaitedAt?.[kind]);
  return unknown.length === 0
    ? school
    : { ...school, awaitedAt: { ...school.awaitedAt, ...all(unknown, at) } };
}

function suspended<S extends SchoolServing>(
  school: S,
  data: ServingEvent['data'],
  at: string,
  revision: number,
): S {
  const kinds = data['kinds'] as Kind[] | undefined;
  if (kinds) return { ...school, suspendedKinds: { ...all(kinds, at), ...school.suspendedKinds } };
  const before = school.suspended;
  const since = before?.since ?? at;
  // Ends later, and only by a run that decides all: what is read again may be from before a store was restored.
  const isRestored = before?.why === 'restored';
  const afterRun = isRestored ? Math.max(before.afterRun, revision) : revision;
  const why = isRestored ? 'restored' : String(data['why']);
  return { ...school, access: 'suspended', suspended: { since, why, afterRun } };
}

/**
 * Holds all of the school back until a run has completed that was started after a revision of `sync-`: `restored` where a
 * store is behind what another names (restrictions.md, rule 15), `unreadable` where an event of `sync-` cannot be read.
 *
 * @param at ISO 8601.
 */
export function withheld<S extends SchoolServing>(
  school: S,
  why: 'restored' | 'unreadable',
  at: string,
  revision: number,
): S {
  const before = school.suspended;
  const afterRun = Math.max(revision, before?.afterRun ?? -1);
  // A run that reads not all is enough for an event that cannot be read, not for a store that was restored.
  const suspended = {
    since: before?.since ?? at,
    why: before?.why === 'restored' ? 'restored' : why,
    afterRun,
  };
  return { ...school, ...(school.access === 'revoked' ? {} : { access: 'suspended' }), suspended };
}

/** A run that was started since the school was suspended, or was listed again, ends that; a kind is read by being read. */
function completed<S extends SchoolServing>(school: S, data: ServingEvent['data'], at: string): S {
  const run = Number(data['run']);
  const read = kindsReadBy(data);
  let next = school;
  if (school.suspended && run > school.suspended.afterRun) {
    next = without(next, 'suspended');
    if (school.access === 'suspended') next = { ...next, access: 'approved' };
    if (school.suspended.why === 'restored') next = { ...next, restoredKinds: all(kindsAskedBy(data), at) };
  }
  if (school.lapse && run >= school.lapse.revision) next = without(next, 'lapse');
  if (read.length === 0) return next;
  next = { ...next, readAt: { ...next.readAt, ...all(read, at) } };
  for (const field of ['awaitedAt', 'suspendedKinds'] as const) next = withoutKinds(next, field, read);
  return withoutKinds(next, 'restoredKinds', kindsDecidedBy(data));
}

/** Nothing of the school is left: when it was listed and read says nothing about what comes in later. */
function erased<S extends SchoolServing>(school: S, run: number): S {
  const { suspended } = school;
  const nothing = without(
    school,
    ...([
      'suspended',
      'listedAt',
      'lapse',
      'readAt',
      'awaitedAt',
      'suspendedKinds',
      'restoredKinds',
    ] as const),
  );
  // It is read again, and a store was restored since.
  const isEarlier = suspended?.why === 'restored' && run <= suspended.afterRun;
  return isEarlier ? { ...nothing, suspended } : nothing;
}

const all = (kinds: readonly Kind[], at: string): TimeOfKinds =>
  Object.fromEntries(kinds.map((kind) => [kind, at]));

function without<S extends SchoolServing>(school: S, ...fields: (keyof SchoolServing)[]): S {
  const left = { ...school };
  for (const field of fields) delete left[field];
  return left;
}

function withoutKinds<S extends SchoolServing>(
  school: S,
  field: 'awaitedAt' | 'suspendedKinds' | 'restoredKinds',
  kinds: readonly Kind[],
): S {
  const left = Object.entries(school[field] ?? {}).filter(([kind]) => !kinds.includes(kind as Kind));
  return left.length === 0 ? without(school, field) : { ...school, [field]: Object.fromEntries(left) };
}
