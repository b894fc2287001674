import { AppendTooLarge, EventDamaged, EventStoreRefused, StreamContradicts } from '@gatehouse/event-store';
import { errorClass } from '@gatehouse/terminal';
import { RegisterEventUnreadable, SettingsEventUnreadable } from '@gatehouse/policy';
import { SealBroken } from '@gatehouse/privacy';
import { ConfigurationError, wordsOf } from '@gatehouse/process/engines';
import { DatabaseForeign, DatabaseTooNew, DataFileNotUsable, SqliteFailure } from '@gatehouse/sqlite';
import { SetupError } from '@gatehouse/standalone';
import { KeyUnknown } from './ledger/reveal-values.js';
import { RecordNotFound } from './record-key/find-record.js';
import { SettingsMoved } from './settings/append-settings.js';
import { UsageError } from './usage-error.js';

/** A user without rights is a matter of configuration, too: trying again does not help. */
const OF_CONFIGURATION = [
  SetupError,
  ConfigurationError,
  DatabaseTooNew,
  DatabaseForeign,
  DataFileNotUsable,
  EventStoreRefused,
];

const OF_WORK = [
  KeyUnknown,
  RecordNotFound,
  SettingsMoved,
  AppendTooLarge,
  StreamContradicts,
  EventDamaged,
  RegisterEventUnreadable,
  SettingsEventUnreadable,
  SealBroken,
  SqliteFailure,
];

/**
 * How a command ends that failed: its exit code and what to say. Only messages that were written for people are shown:
 * others (a JSON parser's, or those of Node.js) may quote what they stumbled over, and that may be personal.
 */
export function endingOf(error: unknown): { exitCode: number; message: string } {
  if (error instanceof UsageError) return { exitCode: 2, message: `error: ${error.message}` };
  const exitCode = OF_CONFIGURATION.some((type) => error instanceof type) ? 3 : 1;
  const words = wordsOf(error, [...OF_CONFIGURATION, ...OF_WORK]);
  return {
    exitCode,
    message:
      words ?? `Unexpected: ${errorClass(error)}. This is a defect: please report the command and this line.`,
  };
}
