/** For how long a handler may do nothing, in milliseconds, unless the host says otherwise. */
export const HANDLER_LIMIT_MS = 120_000;
