import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException } from '@nestjs/common';
import type { Logger } from '@gatehouse/platform';
import { errorClass } from '@gatehouse/platform';
import type { FastifyReply } from 'fastify';
import type { Problem } from './problem.js';
import { ProblemException } from './problem.js';

/** Turns every error of the API into problem details; what was not foreseen says nothing of its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = this.#problemOf(error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).type('application/problem+json').send(problem);
  }

  #problemOf(error: unknown): Problem {
    if (error instanceof ProblemException) return error.getResponse() as Problem;
    if (error instanceof HttpException) {
      const status = error.getStatus();
      return {
        type: 'about:blank',
        title: error.name.replace(/Exception$/, ''),
        status,
        detail: TEXT[status] ?? '',
      };
    }
    this.logger.error({ service: 'cms-api', error: errorClass(error) }, 'A request failed.');
    return {
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: 'See the log of the service.',
    };
  }
}

const TEXT: { [status: number]: string } = {
  404: 'There is no such path. The CMS API begins with /v1/schools.',
  405: 'The CMS API is read with GET.',
};
