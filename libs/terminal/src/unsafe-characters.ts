/**
 * What a terminal obeys, or does not show: control characters (C0, DEL and C1, U+0080–9F), marks of direction and
 * everything else that has no width (soft hyphens, joiners, byte order marks, tags), line and paragraph separators, and
 * halves of surrogate pairs, which are no characters.
 */
export const UNSAFE_CHARACTERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
