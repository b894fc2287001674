import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { SqlDatabase } from '@gatehouse/sqlite';
import { inTransaction } from '@gatehouse/sqlite';
import { ensureTopic, oldestOffset } from './schema.js';

/** Names one consumer: `<host> <process id> <random>`. */
function newLeaseHolder(): string {
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

interface GroupRow {
  nextOffset: number;
  holder: string | null;
  heldUntil: number;
  epoch: number;
}

/**
 * The right to work for a group: one consumer has it at a time, in whatever process, for a limited time that it
 * renews. Each new holder raises the epoch, and a commit under an older epoch changes nothing.
 */
export class GroupLease {
  readonly topicId: number;
  readonly #db: SqlDatabase;
  readonly #group: string;
  readonly #leaseMs: number;
  readonly #holder = newLeaseHolder();
  #epoch = -1;
  #heldUntil = 0;

  constructor(db: SqlDatabase, topic: string, group: string, leaseMs: number) {
    this.#db = db;
    this.#group = group;
    this.#leaseMs = leaseMs;
    this.topicId = inTransaction(db, () => {
      const row = ensureTopic(db, topic);
      const sql = 'INSERT OR IGNORE INTO groups VALUES (?, ?, ?, NULL, 0, 0)';
      db.run(sql, [row.id, group, oldestOffset(db, row)]);
      return row.id;
    });
  }

  /** Takes the lease if nobody has it, or keeps it. @returns the offset to go on from; undefined while another has it. */
  take(): number | undefined {
    const seen = this.#read();
    const mine = seen.holder === this.#holder && seen.epoch === this.#epoch;
    if (mine && this.#heldUntil - Date.now() > this.#leaseMs / 2) return seen.nextOffset;
    if (!mine && !isFree(seen)) return undefined;
    const taken = inTransaction(this.#db, () => {
      const row = this.#read();
      const still = row.holder === this.#holder && row.epoch === this.#epoch;
      if (!still && !isFree(row)) return undefined;
      const taken = {
        epoch: still ? row.epoch : row.epoch + 1,
        until: Date.now() + this.#leaseMs,
        nextOffset: row.nextOffset,
      };
      this.#db.run('UPDATE groups SET holder = ?, held_until = ?, epoch = ? WHERE topic = ? AND name = ?', [
        this.#holder,
        taken.until,
        taken.epoch,
        ...this.#key,
      ]);
      return taken;
    });
    // Not before it is in the file.
    if (taken) [this.#epoch, this.#heldUntil] = [taken.epoch, taken.until];
    return taken?.nextOffset;
  }

  /** While a batch is in hand. A lease that was lost stays lost: the commit will say so. */
  renew(): void {
    const until = Date.now() + this.#leaseMs;
    const sql = `UPDATE groups SET held_until = ? WHERE ${MINE}`;
    if (this.#db.run(sql, [until, ...this.#key, this.#holder, this.#epoch]) > 0) this.#heldUntil = until;
  }

  /** @returns false when another consumer has taken over: then nothing was changed. */
  commit(nextOffset: number): boolean {
    const until = Date.now() + this.#leaseMs;
    const sql = `UPDATE groups SET next_offset = ?, held_until = ? WHERE ${MINE}`;
    const isMine = this.#db.run(sql, [nextOffset, until, ...this.#key, this.#holder, this.#epoch]) > 0;
    if (isMine) this.#heldUntil = until;
    return isMine;
  }

  release(): void {
    this.#db.run(`UPDATE groups SET holder = NULL WHERE ${MINE}`, [...this.#key, this.#holder, this.#epoch]);
  }

  get #key(): [number, string] {
    return [this.topicId, this.#group];
  }

  #read(): GroupRow {
    const sql = `SELECT next_offset AS nextOffset, holder, held_until AS heldUntil, epoch
                 FROM groups WHERE topic = ? AND name = ?`;
    return this.#db.first<GroupRow>(sql, this.#key)!;
  }
}

const MINE = 'topic = ? AND name = ? AND holder = ? AND epoch = ?';

function isFree({ holder, heldUntil }: GroupRow): boolean {
  return holder === null || heldUntil <= Date.now() || isGone(holder);
}
