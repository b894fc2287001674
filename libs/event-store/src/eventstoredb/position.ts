import type { Position as LogPosition } from '@eventstore/db-client';
import type { Position } from '../event-store.port.js';
import { EventStoreUnavailable } from '../event-store.port.js';

/** A 64-bit number has up to 20 digits: padded, positions compare as text. */
const DIGITS = 20;

/** @throws EventStoreUnavailable when the server gave no position: servers before 22.6 give none for streams. */
export function toPosition(position: LogPosition | undefined): Position {
  if (!position)
    throw new EventStoreUnavailable('EventStoreDB gave an event without position: use server 22.6 or newer.');
  return [position.commit, position.prepare].map((part) => String(part).padStart(DIGITS, '0')).join('.');
}

export function toLogPosition(position: Position): LogPosition {
  const [commit = '', prepare = ''] = position.split('.');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}
