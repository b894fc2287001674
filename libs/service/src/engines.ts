import type { EventStore } from '@gatehouse/event-store';
import type { MessageBus } from '@gatehouse/message-bus';
import type { KeyStore } from '@gatehouse/privacy';
import type { ReadModels } from '@gatehouse/read-models';
import type { Stalls } from './stalls.js';

/** The engines that an application was started on. Which adapters they are is decided where it is composed. */
export interface Engines {
  eventStore: EventStore;
  bus: MessageBus;
  readModels: ReadModels;
  keyStore: KeyStore;
  masterKey: Buffer;
}

/** What every service gets from the process that it runs in. */
export interface ServiceHost {
  engines: Engines;
  logger: Logger;
  now(): Date;
  /** Names the process towards others, the same after a restart: only it may take over its own open runs. */
  instance: string;
  observer: RunObserver;
  /** For how long a handler may do nothing, in milliseconds; two minutes when left out. */
  handlerLimitMs?: number;
  /** How long after a handler was given up the process ends, in milliseconds; 30 s when left out. */
  endAfterMs?: number;
  /** When the process is asked to stop: from then on engines are waited for only a little. */
  stop?: AbortSignal;
  /** Knows which consumers and followers get nowhere: their work goes through it. */
  stalls: Stalls;
  /** Called when a part that the service cannot do without has died. */
  onFatal(service: string, error: unknown): void;
}

/** Where applications write what operators read. Fields never hold personal values. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type RunPhase = 'asking' | 'reading' | 'deciding' | 'done';

/** Told how far runs have come, for a terminal or a gauge. */
export interface RunObserver {
  onPhase?(school: { id: string; name: string }, phase: RunPhase): void;
  /** Records sent by wonde-ingest. */
  onSent?(schoolId: string, count: number): void;
  /** Records decided by a ledger writer. */
  onDecided?(schoolId: string, count: number): void;
}
