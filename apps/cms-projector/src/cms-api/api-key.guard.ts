import { createHash, timingSafeEqual } from 'node:crypto';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemException } from './problem.js';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Lets only those in who send the API key as `Authorization: Bearer <key>`. */
export class ApiKeyGuard implements CanActivate {
  readonly #expected: Buffer;

  constructor(apiKey: string) {
    this.#expected = digest(apiKey);
  }

  canActivate(context: ExecutionContext): boolean {
    const header = context.switchToHttp().getRequest<FastifyRequest>().headers.authorization ?? '';
    const [, given] = /^Bearer +(\S+)$/i.exec(header) ?? [];
    // Digests compare in constant time whatever the length of what was sent.
    if (given !== undefined && timingSafeEqual(digest(given), this.#expected)) return true;
    const detail = 'Send the API key as "Authorization: Bearer <key>".';
    throw new ProblemException(401, 'unauthorised', 'Unauthorised', detail);
  }
}
