import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Trust } from '../stores/trust.js';

/** Says of every answer how old it may be: it holds everything that was decided until then. */
export class AsOfInterceptor implements NestInterceptor {
  constructor(private readonly trust: Trust) {}

  intercept(context: ExecutionContext, next: CallHandler): ReturnType<CallHandler['handle']> {
    const { confirmedAt } = this.trust;
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (confirmedAt) void reply.header('gatehouse-as-of', confirmedAt.toISOString());
    return next.handle();
  }
}
