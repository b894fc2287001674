export {
  DatabaseForeign,
  DatabaseTooNew,
  DataFileNotUsable,
  isBusy,
  isPassing,
  SqliteFailure,
} from './errors.js';
export { SqlDatabase } from './sql-database.js';
export type { SqlValue } from './sql-database.js';
export { openDatabase } from './open-database.js';
export type { DatabaseOptions } from './open-database.js';
export { inTransaction } from './in-transaction.js';
export { LogCutter, truncateLog } from './log-cutter.js';
export { insertRows } from './insert-rows.js';
export { FileLock } from './file-lock.js';
export type { FileLockResult } from './file-lock.js';
export { FileSignal } from './file-signal.js';
export * from './failing-as.js';
