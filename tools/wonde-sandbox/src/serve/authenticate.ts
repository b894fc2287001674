import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether an `Authorization` header carries the token, as Bearer or as Basic's user name (wonde-api section 2). */
export function isAuthorised(header: string | undefined, token: string): boolean {
  const [, scheme, credentials] = /^(Bearer|Basic) +(\S+) *$/i.exec(header ?? '') ?? [];
  if (scheme === undefined || credentials === undefined) return false;
  if (scheme.toLowerCase() === 'bearer') return timingSafeEqual(digest(credentials), digest(token));
  const [user] = Buffer.from(credentials, 'base64').toString().split(':');
  return timingSafeEqual(digest(user ?? ''), digest(token));
}
