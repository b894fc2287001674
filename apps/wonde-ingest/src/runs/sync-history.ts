import type { AddOnAccount, AddOn, Basis, Kind } from '@gatehouse/contracts';
import { syncStream } from '@gatehouse/contracts';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { foldStream } from '@gatehouse/event-store';
import type { SchoolServing } from '@gatehouse/policy';
import { coveredSettings, evolveServing, NOTHING_COVERED } from '@gatehouse/policy';

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

export async function readSyncHistory(store: EventStore, schoolId: string): Promise<SyncHistory> {
  return (await foldStream(store, syncStream(schoolId), evolve, NEW)).state;
}

function evolve(before: SyncHistory, event: RecordedEvent): SyncHistory {
  const { type, data, revision } = event;
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
      const plannedKinds = (data['basis'] as Basis).kinds;
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
