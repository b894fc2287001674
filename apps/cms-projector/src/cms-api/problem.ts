import { HttpException } from '@nestjs/common';
import type { NotServed } from '../project-schools/served.js';

/** An error as RFC 9457 asks for it: `type` names it for programs, `title` and `detail` for people. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
}

/** Ends a request with a problem. The detail says what to do next and holds no personal value. */
export class ProblemException extends HttpException {
  constructor(status: number, name: string, title: string, detail: string) {
    super({ type: `urn:gatehouse:problem:${name}`, title, status, detail } satisfies Problem, status);
  }
}

export const unauthorised = () =>
  new ProblemException(
    401,
    'unauthorised',
    'Unauthorised',
    'Send the API key as "Authorization: Bearer <key>".',
  );
export const tooManyAttempts = (seconds: number) =>
  new ProblemException(
    429,
    'too-many-attempts',
    'Too many attempts',
    `Too many wrong API keys came from this address. Check the key; the right one is served at once, another wrong one is looked at in ${seconds} s.`,
  );
export const notFound = (detail: string) => new ProblemException(404, 'not-found', 'Not found', detail);
const NOT_SERVED = {
  school: [403, 'school-suspended', 'School suspended'],
  kind: [403, 'kind-suspended', 'Kind suspended'],
  ledger: [503, 'ledger-hidden', 'Ledger hidden'],
} as const;
export const notServed = ({ of, words }: NotServed) => {
  const [status, name, title] = NOT_SERVED[of];
  return new ProblemException(status, name, title, words);
};
export const starting = () =>
  new ProblemException(
    503,
    'starting',
    'Starting',
    'The lists are brought up to what was decided. Ask again in a moment.',
  );
export const outOfDate = (confirmedAt: Date | undefined) =>
  new ProblemException(
    503,
    'out-of-date',
    'Out of date',
    `The lists were last held against what was decided at ${confirmedAt?.toISOString() ?? 'no time that is known'}, which is too ` +
      'long ago: nothing is served until they are again. See whether the event store answers, and the log of cms-projector.',
  );
export const unavailable = () =>
  new ProblemException(
    503,
    'unavailable',
    'Unavailable',
    'The lists cannot be read at the moment. Keep what you show, and ask again in a moment.',
  );
export const badRequest = (detail: string) => new ProblemException(400, 'bad-request', 'Bad request', detail);
