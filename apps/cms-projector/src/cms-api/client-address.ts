import { isIPv6 } from 'node:net';

/** Groups of four hex digits that one customer of a network usually has to himself: a /64. */
const GROUPS_OF_ONE = 4;
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * Whose address it is, as far as that can be told: an IPv4 address as it is, of an IPv6 address the /64, since whoever has
 * one of these has all of its addresses.
 *
 * @param address as Node.js gives it; undefined when the connection is gone already.
 */
export function clientOf(address: string | undefined): string {
  const plain = address?.replace(/%.*$/, '') ?? '';
  const mapped = MAPPED.exec(plain)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(plain)) return plain || 'unknown';
  return `${groupsOf(plain).slice(0, GROUPS_OF_ONE).join(':')}::/64`;
}

/** All eight groups, without leading zeros. */
function groupsOf(address: string): string[] {
  // The one form of an address that a URL has: short, in small letters, an IPv4 tail as two groups.
  const short = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [before = [], after = []] = short.split('::').map((part) => part.split(':').filter(Boolean));
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}
