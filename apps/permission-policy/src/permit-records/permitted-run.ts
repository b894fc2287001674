import type { RunName } from '@gatehouse/schemas';
import type { GrantedToAny } from './permit-record.js';

/** What permission-policy holds of a school's open run. */
export interface PermittedRun extends RunName {
  runKey: Buffer;
  granted: GrantedToAny;
}
