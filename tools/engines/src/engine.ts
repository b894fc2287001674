/** A server that tests may use, or why there is none. */
export type Engine =
  | { name: EngineName; how: string; address: string; stop(): Promise<void> } // how: for example "4.1.1 (jars)"
  | { name: EngineName; unavailable: string };
export type EngineName = 'kafka' | 'mongodb' | 'eventstore';
