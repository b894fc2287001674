import type { Refusal, RefusalCode } from '@gatehouse/wonde';
import type { RunProblem } from './school-result.js';

const REFUSED: readonly RefusalCode[] = ['UNAUTHORISED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_REQUEST'];
const UNREACHABLE: readonly RefusalCode[] = ['RATE_LIMITED', 'SERVER_ERROR', 'TIMED_OUT', 'UNREACHABLE'];

/** A refusal of the source in the classes that exit codes are given by. */
export function problemOf({ code, message }: Refusal): RunProblem {
  if (REFUSED.includes(code)) return { code: 'SOURCE_REFUSED', message };
  if (UNREACHABLE.includes(code)) return { code: 'SOURCE_UNREACHABLE', message };
  if (code === 'ABORTED') return { code: 'STOPPED', message };
  return { code: 'SOURCE_UNREADABLE', message };
}
