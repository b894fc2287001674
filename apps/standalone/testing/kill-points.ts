import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Sandbox } from '@gatehouse/wonde-sandbox';
import { until } from '@gatehouse/testing';
import type { ChildGate } from './child-gate.js';

/** An instant of a run, told by what can be seen of it from outside. */
export interface KillPoint {
  name: string;
  isReached: (seen: Seen) => boolean;
}

export interface Seen {
  /** Answered requests to a school's resource. */
  requests: (resource: string) => number;
  /** Bytes in the file and its write-ahead log. */
  bytes: (file: string) => number;
}

export function seenOf(sandbox: Sandbox, folder: string): Seen {
  const sizeOf = (name: string) => {
    const file = path.join(folder, name);
    return existsSync(file) ? statSync(file).size : 0;
  };
  return {
    requests: (resource) =>
      sandbox.control.requests().filter(({ url }) => url.split('?')[0]?.endsWith(`/${resource}`)).length,
    bytes: (file) => sizeOf(file) + sizeOf(`${file}-wal`),
  };
}

/** Kills the child when the point is reached. @returns whether it was still running then. */
export async function killAt(child: ChildGate, point: KillPoint, seen: Seen): Promise<boolean> {
  await until(point.name, () => !child.isRunning || point.isReached(seen), { everyMs: 1 });
  const isInTime = child.isRunning;
  await child.kill();
  return isInTime;
}
