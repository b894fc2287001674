import { createHash, timingSafeEqual } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Logger } from '@gatehouse/service';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tooManyAttempts, unauthorised } from './problem.js';
import type { WrongKeys } from './wrong-keys.js';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Lets only those in who send the API key as `Authorization: Bearer <key>`. Too many wrong keys from one address are
 * answered with 429. A request without a key is no attempt: somebody is only told how to send one.
 */
export class ApiKeyGuard implements CanActivate {
  readonly #expected: Buffer;

  constructor(
    apiKey: string,
    private readonly wrongKeys: WrongKeys,
    private readonly logger: Logger,
  ) {
    this.#expected = digest(apiKey);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [, given] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (given === undefined) throw unauthorised();
    // Digests compare in constant time whatever the length of what was sent.
    if (timingSafeEqual(digest(given), this.#expected)) return true;
    this.#refuseWrongKey(clientOf(request.socket.remoteAddress), context.switchToHttp().getResponse());
  }

  /** @throws ProblemException, always. */
  #refuseWrongKey(client: string, reply: FastifyReply): never {
    const answer = this.wrongKeys.came(client);
    if (!answer.isTooMany) throw unauthorised();
    if (answer.isNews) {
      this.logger.warn({ service: 'cms-api', address: client }, 'Too many wrong API keys from one address.');
    }
    void reply.header('retry-after', String(answer.retryAfterSeconds));
    throw tooManyAttempts(answer.retryAfterSeconds);
  }
}

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
