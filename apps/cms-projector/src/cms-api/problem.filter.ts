import { STATUS_CODES } from 'node:http';
import type { Logger } from '@gatehouse/service';
import { errorClass, isEngineAway } from '@gatehouse/service';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Problem } from './problem.js';
import { ProblemException, unavailable } from './problem.js';

/** Turns every error of the API into problem details; what was not foreseen says nothing of its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = problemOf(error);
    if (problem.status >= 500 && !(error instanceof ProblemException)) {
      this.logger.error({ service: 'cms-api', error: errorClass(error) }, 'A request failed.');
    }
    sendProblem(host.switchToHttp().getResponse<FastifyReply>(), problem);
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  if (problem.status === 503) void reply.header('retry-after', '1');
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply.status(problem.status).type('application/problem+json').send(problem);
}

/** The problem of any error: our own as they are, engines that are away, those of the web server by their status. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemException) return error.getResponse() as Problem;
  if (isEngineAway(error)) return unavailable().getResponse() as Problem;
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: detailOf(status) };
}

/** Errors of the web server carry `statusCode`; those of the client's making are below 500. */
function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function detailOf(status: number): string {
  if (status === 404) return 'There is no such path. The CMS API begins with /v1/schools.';
  if (status < 500) return 'The request cannot be read. The CMS API is read with GET, without a body.';
  return 'Something went wrong inside. See the log of the service.';
}
