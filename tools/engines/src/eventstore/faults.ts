/**
 * What may happen to one append, as a real server does it in bad moments:
 * - `unanswered`: written, and no answer comes;
 * - `lost`: neither written nor answered;
 * - `failed`: written, and answered with an error that says nothing;
 * - `late`: answered with a time-out, written afterwards, and a second answer follows;
 * - `refused`: not written, answered with an error that says nothing.
 */
export type AppendFault = 'unanswered' | 'lost' | 'failed' | 'late' | 'refused';

/** The server's awkwardness, to be switched by tests at any time. */
export interface Faults {
  /** Taken by one append each, oldest first. */
  appends: AppendFault[];
  /** What happens to every append for which none is left there: a full disk, or a node that takes no writes, refuses them. */
  everyAppend: AppendFault | undefined;
  /** Data, metadata and types of one append together, in bytes; 1 MiB on a real server. */
  maxAppendBytes: number;
  /** How many searched events of a filtered subscription a checkpoint stands for, times the interval that the client asks for. */
  checkpointWindow: number;
  /** Subscriptions stay open and give nothing, also when it is switched off again. */
  silent: boolean;
  /** Reads and new subscriptions are not answered. */
  frozenReads: boolean;
}

export const noFaults = (): Faults => ({
  appends: [],
  everyAppend: undefined,
  maxAppendBytes: 1_048_576,
  checkpointWindow: 32,
  silent: false,
  frozenReads: false,
});
