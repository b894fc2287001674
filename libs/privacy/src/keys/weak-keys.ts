/** Whether a key is the same character all the way, as in a place holder that nobody replaced. */
export const isOneCharacterRepeated = (key: string): boolean => new Set(key).size <= 1;

export const HOW_TO_MAKE_ONE = 'Make a random one, for example with "openssl rand -hex 32".';
