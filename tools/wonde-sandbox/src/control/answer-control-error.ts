import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SandboxError } from '../sandbox-error.js';

/** Refusals of the control side as JSON `{ error, message }`: a code, what happened and what to do next. */
export function answerControlError(
  error: FastifyError | Error,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  if (error instanceof SandboxError) {
    void reply.code(error.status).send({ error: error.code, message: error.message });
  } else if (error instanceof z.ZodError) {
    void reply.code(422).send({ error: 'invalid_request', message: z.prettifyError(error) });
  } else {
    const status = 'statusCode' in error && error.statusCode !== undefined ? error.statusCode : 500;
    void reply.code(status).send({
      error: status < 500 ? 'bad_request' : 'internal_error',
      message: error.message,
    });
  }
}
