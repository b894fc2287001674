import type { Metadata } from '@grpc/grpc-js';

/** What the server allows, to be changed by tests at any time. As on a real server, a name and password need TLS. */
export interface Rights {
  /** Only this name and password are accepted; anybody's, and none, while it is undefined. */
  user: { username: string; password: string } | undefined;
  /** Whether `$all` may be read: subscriptions and last positions need that. */
  readsAll: boolean;
  /** Streams that may not be read, by the beginning of their names. */
  unreadable: string[];
  /** Streams that may not be appended to, by the beginning of their names. */
  unwritable: string[];
}

export const allRights = (user: Rights['user']): Rights => ({
  user,
  readsAll: true,
  unreadable: [],
  unwritable: [],
});

/** Whether a call comes with the right name and password. */
export function isKnown({ user }: Rights, metadata: Metadata): boolean {
  if (!user) return true;
  const wanted = `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}`;
  return metadata.get('authorization')[0] === wanted;
}

/** @param stream undefined for `$all`. */
export const mayRead = ({ readsAll, unreadable }: Rights, stream: string | undefined): boolean =>
  stream === undefined ? readsAll : !unreadable.some((prefix) => stream.startsWith(prefix));

export const mayAppend = ({ unwritable }: Rights, stream: string): boolean =>
  !unwritable.some((prefix) => stream.startsWith(prefix));
