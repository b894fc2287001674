/** A name without what people and systems spell differently: letter case, blanks and punctuation. */
export const bareName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
