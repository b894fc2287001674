/** What to do about a key that must not be used. */
export const HOW_TO_MAKE_ONE = 'Make a random one, for example with "openssl rand -hex 32".';
