import type { Connection } from 'mongoose';
import mongoose from 'mongoose';
import { checkAddress } from './check-address.js';
import { orFailure } from './failure.js';

export interface MongodbOptions {
  /** `mongodb://…` or `mongodb+srv://…`. */
  address: string;
  /** The database; the one that the address names when left out, and `gatehouse` if that names none. */
  database?: string;
  /** Allows a password without TLS, for development. */
  insecure?: boolean;
  /**
   * How long one step may take (finding a server, connecting, acknowledgement), in milliseconds; 10,000 when left out. A
   * call, which may be several steps, ends within three times as long.
   */
  timeoutMs?: number;
}

/** The time for one step where none is given, in milliseconds. */
export const TIMEOUT_MS = 10_000;

/**
 * Connects to a MongoDB. Writes are acknowledged when a majority of its servers has them in the journal, and reads see
 * only what a majority has, from the primary: what was read or acknowledged is never rolled back.
 *
 * @throws AddressRefused when the address is unsafe; MongodbFailure when no server answers, or it refuses the user.
 */
export async function connectMongodb(options: MongodbOptions): Promise<Connection> {
  const { address, insecure = false, timeoutMs = TIMEOUT_MS } = options;
  checkAddress(address, insecure);
  const connection = mongoose.createConnection(address, {
    dbName: options.database ?? databaseOf(address) ?? 'gatehouse',
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: timeoutMs },
    readConcernLevel: 'majority',
    readPreference: 'primary',
    serverSelectionTimeoutMS: timeoutMs,
    connectTimeoutMS: timeoutMs,
    waitQueueTimeoutMS: timeoutMs,
    // Longer than the acknowledgement may take, so that a slow majority is told from a server that hangs.
    socketTimeoutMS: 2 * timeoutMs,
    autoCreate: false,
    autoIndex: false,
    bufferCommands: false,
  });
  try {
    return await orFailure(() => connection.asPromise());
  } catch (error) {
    await connection.destroy().catch(() => {});
    throw error;
  }
}

function databaseOf(address: string): string | undefined {
  const name = /^[^:]+:\/\/[^/]*\/([^?]+)/.exec(address)?.[1];
  return name && decodeURIComponent(name);
}
