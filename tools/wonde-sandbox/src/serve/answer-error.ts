import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { SandboxError } from '../sandbox-error.js';

/** The body of a refusal, as recorded ones look (wonde-api section 10). */
export const errorBody = (word: string, description: string) => ({
  error: word,
  error_description: description,
});

/** Answers a refusal of the Wonde side. */
export function answerError(
  error: FastifyError | Error,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  if (error instanceof SandboxError) {
    void reply.code(error.status).send(errorBody(error.code, error.message));
    return;
  }
  const status = 'statusCode' in error && error.statusCode !== undefined ? error.statusCode : 500;
  const word = status < 500 ? 'bad_request' : 'internal_error';
  void reply.code(status).send(errorBody(word, error.message));
}
