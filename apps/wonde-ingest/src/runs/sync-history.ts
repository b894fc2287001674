import type { AddOnAccount, AddOn, Kind } from '@gatehouse/schemas';
import {
  SchoolConnected,
  SchoolSuspended,
  SyncRunCompleted,
  SyncRunFailed,
  SyncRunStarted,
  syncStream,
} from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { EventDamaged, foldStream } from '@gatehouse/event-store';
import type { SchoolServing } from '@gatehouse/policy';
import { coveredSettings, evolveServing, NOTHING_COVERED } from '@gatehouse/policy';
import { z } from 'zod';

/** A run that started and has neither completed nor failed. */
export interface OpenRun {
  run: number;
  instance: string;
  deadline: string;
}

/** A school's `sync-` stream folded: what a new run must know of those before. */
export interface SyncHistory {
  /** Revision of the last event; -1 for a school that was never seen. */
  revision: number;
  name: string | undefined;
  isRevoked: boolean;
  /** From which everybody works out whether it is served. */
  serving: SchoolServing;
  /** The kinds that the last run was to read. */
  plannedKinds: readonly Kind[];
  openRun: OpenRun | undefined;
  /** The last run, when it did not complete in every ledger: its writers may still live and are fenced off. */
  unfinished: number | null;
  lastAddOns: { [addOn in AddOn]?: AddOnAccount };
  /** The latest revision of the settings that any run was started on; -1 for none. What was asked for later is open. */
  settingsRevision: number;
}

/** Whether another process than this instance's may be in the middle of a run of the school. */
export const isRunByAnother = ({ openRun }: SyncHistory, instance: string, now: Date): boolean =>
  openRun !== undefined && openRun.instance !== instance && openRun.deadline > now.toISOString();

/** A request is pending until a run of the school was started on settings that reach as far as the request. */
export const isPendingIn = ({ settingsRevision }: SyncHistory, request: number): boolean =>
  settingsRevision < request;

const NEW: SyncHistory = {
  revision: -1,
  name: undefined,
  isRevoked: false,
  serving: {},
  plannedKinds: [],
  openRun: undefined,
  unfinished: null,
  lastAddOns: {},
  settingsRevision: NOTHING_COVERED,
};

/** An event of `sync-` has not the form of its type: nobody knows then how the school stands. */
export class SyncEventUnreadable extends Error {
  readonly code = 'SYNC_EVENT_UNREADABLE';
  constructor({ stream, revision, type }: RecordedEvent) {
    super(
      `Event ${revision} of ${stream} (${type}) has not the form of its type: it was altered, or a newer version of Gatehouse ` +
        'wrote it. Restore the event store from a backup, or bring all services to one version; until then the school is ' +
        'not synchronised.',
    );
    this.name = 'SyncEventUnreadable';
  }
}

/** Whether an error says that a school's history cannot be read, which concerns this school alone. */
export const isOfHistory = (error: unknown): error is EventDamaged | SyncEventUnreadable =>
  error instanceof EventDamaged || error instanceof SyncEventUnreadable;

/** Of each type what is read of it here or by the folds of the policy; earlier versions wrote less beside that. */
const READ = new Map<string, z.ZodType>([
  [SchoolConnected.type, SchoolConnected.data.pick({ name: true })],
  [
    SyncRunStarted.type,
    SyncRunStarted.data
      .pick({ instance: true, deadline: true })
      .extend({ basis: SyncRunStarted.data.shape.basis.pick({ settingsRevision: true, kinds: true }) }),
  ],
  [
    SyncRunCompleted.type,
    SyncRunCompleted.data
      .pick({ run: true })
      .extend({ addOns: z.record(z.string(), z.object({ kinds: z.record(z.string(), z.object()) })) }),
  ],
  [SyncRunFailed.type, SyncRunFailed.data.pick({ run: true })],
  [SchoolSuspended.type, SchoolSuspended.data.pick({ kinds: true })],
]);

/** @throws EventDamaged; SyncEventUnreadable. */
export async function readSyncHistory(store: EventStore, schoolId: string): Promise<SyncHistory> {
  return (await foldStream(store, syncStream(schoolId), evolve, NEW)).state;
}

function evolve(before: SyncHistory, event: RecordedEvent): SyncHistory {
  const { type, data, revision } = event;
  if (READ.get(type)?.safeParse(data).success === false) throw new SyncEventUnreadable(event);
  const history = {
    ...before,
    revision,
    serving: evolveServing(before.serving, event),
    settingsRevision: coveredSettings(before.settingsRevision, event),
  };
  switch (type) {
    case 'SchoolConnected':
      return { ...history, name: String(data['name']), isRevoked: false };
    case 'AccessRevoked':
      return { ...history, isRevoked: true };
    case 'SyncRunStarted': {
      const openRun = {
        run: revision,
        instance: String(data['instance']),
        deadline: String(data['deadline']),
      };
      const plannedKinds = (data['basis'] as { kinds: Kind[] }).kinds;
      return { ...history, openRun, unfinished: revision, plannedKinds };
    }
    case 'SyncRunCompleted': {
      const lastAddOns = data['addOns'] as SyncHistory['lastAddOns'];
      const isFinished = !Object.values(lastAddOns ?? {}).some(({ givenUp }) => givenUp !== undefined);
      const unfinished = before.unfinished === data['run'] && isFinished ? null : before.unfinished;
      return { ...history, openRun: unlessEnded(before, data['run']), unfinished, lastAddOns };
    }
    case 'SyncRunFailed':
      return { ...history, openRun: unlessEnded(before, data['run']) };
    default:
      return history;
  }
}

/** An end counts only for the run that it names. */
const unlessEnded = ({ openRun }: SyncHistory, ended: unknown) =>
  openRun?.run === ended ? undefined : openRun;
