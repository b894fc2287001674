/** What one turn took. */
export interface Turn {
  seconds: number;
  /** Processor time of the contender's own process, all threads. */
  cpuSeconds: number;
}

/** One side of a benchmark, in a process of its own. */
export interface Contender {
  /** Does the work once more. What has to be made ready before is not in the time. */
  turn(): Promise<Turn>;
  close(): Promise<void>;
}

/** What both sides of a benchmark are given. */
export interface Given {
  /** Of the engine, in the form that `@gatehouse/engines` gives it. */
  address: string;
  /** How many events, messages or documents one turn takes. */
  amount: number;
  /** Where the benchmark's data are: what its `prepare` gave. */
  place: string;
}

export type OpenContender = (given: Given) => Promise<Contender>;
