import type { SqlDatabase } from '@gatehouse/sqlite';
import { inTransaction, LogCutter } from '@gatehouse/sqlite';
import type { TopicRow } from './schema.js';
import { findTopic, messagesTable, oldestOffset } from './schema.js';

/** A long backlog is shortened in steps of this many messages; a topic that is wholly consumed is emptied at once. */
const STEP = 5_000;
const CUT_PAUSE_MS = 5_000;
const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;

/** Deletes what nobody needs any more, and sees to it that it leaves the write-ahead log, too. */
export class Retention {
  readonly #db: SqlDatabase;
  readonly #keepWithoutGroup: number;
  readonly #log: LogCutter;

  constructor(db: SqlDatabase, keepWithoutGroup: number) {
    this.#db = db;
    this.#keepWithoutGroup = keepWithoutGroup;
    this.#log = new LogCutter(db, CUT_PAUSE_MS);
  }

  /**
   * Deletes what every known group of the topic has consumed; of a topic without any group all but the newest
   * messages, and those older than seven days. `now` in milliseconds since 1970.
   */
  purge(topicName: string, now: number): void {
    const deleted = inTransaction(this.#db, () => {
      const topic = findTopic(this.#db, topicName);
      if (!topic) return false;
      const floor = this.#floor(topic, now);
      const oldest = oldestOffset(this.#db, topic);
      if (floor <= oldest) return false;
      const table = messagesTable(topic.id);
      // Without a condition SQLite drops whole pages and wipes them: no copy of a moved row stays behind.
      if (floor >= topic.nextOffset) this.#db.run(`DELETE FROM ${table}`);
      else if (floor - oldest >= STEP) this.#db.run(`DELETE FROM ${table} WHERE "offset" < ?`, [floor]);
      else return false;
      return true;
    });
    if (deleted) this.#log.request();
  }

  /** Deletes all messages up to and including the one at the offset. */
  trim(topicName: string, through: number): void {
    inTransaction(this.#db, () => {
      const topic = findTopic(this.#db, topicName);
      if (!topic) return;
      const table = messagesTable(topic.id);
      if (through + 1 >= topic.nextOffset) this.#db.run(`DELETE FROM ${table}`);
      else this.#db.run(`DELETE FROM ${table} WHERE "offset" <= ?`, [through]);
    });
    this.#log.request();
  }

  /** Cuts the log now if that is still to be done. */
  finish(): void {
    this.#log.finish();
  }

  #floor(topic: TopicRow, now: number): number {
    const sql = 'SELECT min(next_offset) AS floor FROM groups WHERE topic = ?';
    const consumed = this.#db.first<{ floor: number | null }>(sql, [topic.id])?.floor;
    if (consumed !== null && consumed !== undefined) return consumed;
    const young = this.#db.first<{ offset: number }>(
      `SELECT "offset" FROM ${messagesTable(topic.id)} WHERE published_at >= ? ORDER BY "offset" LIMIT 1`,
      [now - WEEK_MS],
    );
    return Math.max(young?.offset ?? topic.nextOffset, topic.nextOffset - this.#keepWithoutGroup);
  }
}
