import { rmSync } from 'node:fs';
import type { SqlDatabase } from '@gatehouse/sqlite';
import { openDatabase } from '@gatehouse/sqlite';
import { ENGINE_FILES } from '../src/data-directory/embedded-engines.js';
import type { Gate } from './gate.js';

/** Gives one of the engines' files to whoever alters it behind the engines' backs; nobody else uses it meanwhile. */
export function alterFile<T>(gate: Gate, name: keyof typeof ENGINE_FILES, alter: (db: SqlDatabase) => T): T {
  // One step, as the engines' own schemas have: it is there already.
  const db = openDatabase(gate.directory.file(ENGINE_FILES[name]), {
    durability: 'process',
    schema: ['SELECT 1'],
  });
  try {
    return alter(db);
  } finally {
    db.close();
  }
}

/** Removes the file of an engine, as if it had never been made. */
export function removeFile(gate: Gate, name: keyof typeof ENGINE_FILES): void {
  for (const end of ['', '-wal', '-shm'])
    rmSync(`${gate.directory.file(ENGINE_FILES[name])}${end}`, { force: true });
}
