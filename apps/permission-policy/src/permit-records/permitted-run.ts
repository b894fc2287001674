import type { Grants } from '@gatehouse/contracts';

/** What permission-policy holds of a school's open run. */
export interface PermittedRun {
  run: number;
  runKey: Buffer;
  grants: Grants;
}
