import type { Files } from './packed-files.js';

/** An installation of earlier code, beside a sandbox. */
export interface OldInstallation {
  /** One synchronisation of all schools, everything projected; afterwards nothing of it runs. */
  sync(): Promise<void>;
  /** What `gatehouse <words>` prints. */
  gatehouse(...words: string[]): Promise<string>;
  /** What it has left so far; asked for last. */
  files(): Promise<Files>;
}
