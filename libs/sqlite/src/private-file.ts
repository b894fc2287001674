import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, existsSync, linkSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes sure that the file exists and that only its owner may read and write it. SQLite gives the files beside it
 * (`-wal`, `-shm`) the mode of the file itself.
 *
 * A file that exists is never opened here: closing it again would drop every lock that this process has on it through
 * other connections (POSIX locks belong to the process). Another process would then think that nobody has it open, and
 * remove the write-ahead log from under them.
 */
export function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) create(file);
  // Not always: on a read-only disk that would fail where nothing is to be done.
  if ((statSync(file).mode & 0o777) !== 0o600) chmodSync(file, 0o600);
}

/** By another name first, so that the file is open nowhere when it appears under its own. */
function create(file: string): void {
  const draft = `${file}.${randomUUID()}.new`;
  closeSync(openSync(draft, 'wx', 0o600));
  try {
    linkSync(draft, file);
  } catch (error) {
    // Another thread or process was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
