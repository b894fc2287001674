const PRELOAD = new URL('../fixtures/fails-unhandled.mjs', import.meta.url);

/** The kinds of errors that a program can be made to fail with, each with what may be said of it. */
export const UNHANDLED_ERRORS = [
  ['error', 'Error'],
  ['exception', 'Error'],
  ['aggregate', 'AggregateError'],
  ['of node', 'ERR_INVALID_ARG_VALUE'],
  ['string', 'string'],
  ['plain object', 'object'],
  ['getters', 'Error'],
  ['proxy', 'Error'],
] as const;

/**
 * What makes a program of Node.js fail with an error that nobody handles, whose message, stack, cause and fields hold
 * marked values: variables for its environment.
 *
 * @param when `at once`: as soon as the program handles such errors; else at the signal.
 */
export const failingUnhandled = (kind: string, when: 'at once' | 'SIGUSR2') => ({
  NODE_OPTIONS: `--import ${PRELOAD.href}`,
  FAILS_WITH: kind,
  ...(when === 'at once' ? { FAILS_AT_ONCE: 'true' } : {}),
});

/** What every marked value holds. */
export const MARKED = /zyxwvut/i;
