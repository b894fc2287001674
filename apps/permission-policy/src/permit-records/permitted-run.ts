import type { GrantedToAny } from './permit-record.js';

/** What permission-policy holds of a school's open run. */
export interface PermittedRun {
  run: number;
  runKey: Buffer;
  granted: GrantedToAny;
}
