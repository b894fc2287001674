import { readFileSync } from 'node:fs';

/**
 * The peak resident set of a process in bytes, as Linux knows it; undefined elsewhere, or when the process is gone.
 * `ru_maxrss` would do too, but begins with the memory of the process that forked this one.
 */
export function peakMemory(pid: number): number | undefined {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}
