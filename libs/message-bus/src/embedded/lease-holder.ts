import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Names one consumer: `<host> <process id> <random>`. */
export function newLeaseHolder(): string {
  return `${hostname()} ${process.pid} ${randomUUID()}`;
}

/**
 * Whether the holder's process is known to be gone, so that nobody has to wait for its lease to run out. A reused
 * process id or another host only means waiting; a wrong answer means a message delivered twice, never a lost one.
 */
export function isGone(holder: string): boolean {
  const [host, pid] = holder.split(' ');
  if (host !== hostname() || !pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
