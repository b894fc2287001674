import { statSync } from 'node:fs';

/** Whether a file is there and holds something: one without content was made and never written. */
export function isFilled(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
