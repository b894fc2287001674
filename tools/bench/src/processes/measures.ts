/** What a measured process says of itself. */
export interface Measures {
  /** From the first request to Wonde to the result on standard output: everything is written and projected then. */
  seconds: number;
  /** Processor time of all threads in that span: less disturbed by what else runs on the machine. */
  cpuSeconds: number;
  /** The most memory (resident set) that the process had at once, from its start to its end. */
  peakBytes: number;
}
