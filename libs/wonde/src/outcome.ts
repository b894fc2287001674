export type RefusalCode =
  | 'UNAUTHORISED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'RATE_LIMITED'
  | 'SERVER_ERROR'
  | 'TIMED_OUT'
  | 'UNREACHABLE'
  | 'BAD_ANSWER'
  | 'OVER_LIMIT'
  | 'BAD_REQUEST'
  | 'FOREIGN_NEXT'
  | 'REPEATED_CURSOR'
  | 'ABORTED';

/** Why the source gave nothing. The message says what happened and what to do next; it is safe to show. */
export interface Refusal {
  code: RefusalCode;
  /** The HTTP status, where one was received. */
  status?: number;
  message: string;
  /** Wonde refused includes: those that it named of the ones that were asked for. Empty when it named none of them. */
  refusedIncludes?: readonly string[];
  /** One answer was larger than is taken of one: with fewer rows it may not be. */
  isLargeAnswer?: true;
}

export type Refused = { ok: false; refusal: Refusal };

/** What asking Wonde gives: trouble at the source is a value, never an exception and never an empty list. */
export type Outcome<T> = { ok: true; value: T } | Refused;

/** A list whose unusable rows are left out and counted. Fits wherever an `Outcome<T[]>` is wanted. */
export type ListOutcome<T> = { ok: true; value: T[]; leftOut: number } | Refused;

export const refused = (code: RefusalCode, message: string, status?: number): Refused => ({
  ok: false,
  refusal: status === undefined ? { code, message } : { code, status, message },
});

/** Whether the answer was not there in time: here, or (504) at a gateway that waits less long than this client. */
export const isTooSlow = ({ code, status }: Refusal): boolean => code === 'TIMED_OUT' || status === 504;
