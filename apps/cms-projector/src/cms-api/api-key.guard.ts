import { createHash, timingSafeEqual } from 'node:crypto';
import type { Logger } from '@gatehouse/service';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientOf } from './client-address.js';
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
